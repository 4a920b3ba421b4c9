package io.jitjdbc.sql.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The evidence for what the lists of functions call total: nothing fails or warns, on the databases
 * themselves, for values that are empty, missing, long, or of strange characters.
 */
@Tag("slow")
class TotalExpressionsTest {

  private static final Map<DatabaseProduct, Dialect> DIALECTS =
      Map.of(
          DatabaseProduct.H2, Dialect.H2,
          DatabaseProduct.POSTGRESQL, Dialect.POSTGRESQL,
          DatabaseProduct.MARIADB, Dialect.MARIADB);

  /** Functions of the common list that a product lacks; a call would not even be compiled. */
  private static final Map<DatabaseProduct, Set<String>> NOT_THERE =
      Map.of(
          DatabaseProduct.H2,
          Set.of("reverse", "version"),
          DatabaseProduct.POSTGRESQL,
          Set.of("listagg", "ucase", "lcase", "database", "instr", "ifnull", "nvl"),
          DatabaseProduct.MARIADB,
          Set.of(
              "any_value",
              "string_agg",
              "listagg",
              "btrim",
              "translate",
              "current_catalog",
              "current_schema",
              "row"));

  private static final String ASTRAL = "\uD83D\uDE00\uD835\uDD38e\u0301\u200D\uFFFF";

  private static final List<String> TEXTS =
      Arrays.asList(
          null,
          "",
          " ",
          "a",
          "aaa,b\\",
          "901-65-4321",
          "'\"`%_\\{}[](",
          "\t\r\n\u0001\u007F\u0085\u00A0\u2028",
          ASTRAL,
          "\u0130\u0131\u00DF\uFB01".repeat(50),
          "x".repeat(60_000),
          ASTRAL.repeat(5_000));

  private static final List<String> NUMBERS =
      Arrays.asList(
          null, "0", "-1", "0.00001", "99999999999999999999.99999", "-99999999999999999999.99999");

  private static final List<String> DATES =
      Arrays.asList(null, "0001-01-01", "1970-01-01", "9999-12-31");

  private static List<String> expressions(DatabaseProduct product) throws IOException {
    try (InputStream stream = TotalExpressionsTest.class.getResourceAsStream("total-expressions")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\| ", 2))
          .filter(line -> line[0].contains(product.name().toLowerCase(Locale.ROOT)))
          .map(line -> line[1])
          .toList();
    }
  }

  private static String columns(DatabaseProduct product) {
    return switch (product) {
      case H2 -> "v VARCHAR, n DECIMAL(30, 5), d DATE";
      case POSTGRESQL -> "v TEXT, n NUMERIC, d DATE, b BYTEA, a TEXT[], j JSON, jb JSONB";
      default -> "v LONGTEXT CHARACTER SET utf8mb4, n DECIMAL(30, 5), d DATE";
    };
  }

  private static Catalog catalog(DatabaseProduct product) {
    List<String> names =
        Stream.of(columns(product).split(", (?=[a-z])", -1))
            .map(column -> column.substring(0, column.indexOf(' ')))
            .map(name -> product == DatabaseProduct.H2 ? name.toUpperCase(Locale.ROOT) : name)
            .toList();
    Relation t = new Relation.BaseTable(new Table("s", "t"), names);
    return (schema, name) -> name.equalsIgnoreCase("t") ? Optional.of(t) : Optional.empty();
  }

  private static void fill(Connection connection, DatabaseProduct product) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (" + columns(product) + ")");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO t (v, n, d) VALUES (?, CAST(? AS DECIMAL(30, 5)), CAST(? AS DATE))")) {
      int most = Math.max(TEXTS.size(), NUMBERS.size());
      for (int i = 0; i < most; i++) {
        insert.setString(1, TEXTS.get(i % TEXTS.size()));
        insert.setString(2, NUMBERS.get(i % NUMBERS.size()));
        insert.setString(3, DATES.get(i % DATES.size()));
        insert.executeUpdate();
      }
    }
    if (product == DatabaseProduct.POSTGRESQL) {
      fillTypesOfPostgreSql(connection);
    }
  }

  private static void fillTypesOfPostgreSql(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO t (n, d) VALUES ('NaN', 'infinity'), ('Infinity', '-infinity'),"
              + " (1e1000, '4713-01-01 BC')");
      statement.execute("UPDATE t SET b = convert_to(v, 'UTF8'), a = string_to_array(v, 'a')");
      statement.execute("UPDATE t SET a = ARRAY[[v, v], [v, v]] WHERE length(v) = 3");
      statement.execute(
          "INSERT INTO t (b, j, jb) VALUES ('\\x00ff80', '{\"a\": {\"b\": \"\\u0000\"}}', '[]'),"
              + " ('', '[1e999999]', '1'), ('', '{\"a\": 1, \"a\": 2}', '{\"a\": [null]}'),"
              + " ('', 'null', 'null'), ('', '\"\\ud83d\"', '\"x\"')");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void succeedForEveryValue(DatabaseProduct product) throws Exception {
    List<String> failed = new ArrayList<>();
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      fill(connection, product);
      for (String expressions : expressions(product)) {
        run(statement, "SELECT " + expressions + " FROM t").ifPresent(failed::add);
      }
    }
    assertThat(failed).isEmpty();
  }

  private static Optional<String> run(Statement statement, String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          rows.getObject(i);
        }
      }
      return Optional.ofNullable(statement.getWarnings())
          .map(warning -> sql + " warns: " + warning.getMessage());
    } catch (SQLException e) {
      return Optional.of(sql + " fails: " + e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void areCalledTotal(DatabaseProduct product) throws Exception {
    SqlAnalyzer analyzer = new SqlAnalyzer(Objects.requireNonNull(DIALECTS.get(product)));
    for (String expressions : expressions(product)) {
      Set<Reference> references =
          analyzer
              .analyze("SELECT " + expressions + " FROM t", catalog(product))
              .fold(
                  found -> found.references(),
                  (Unanalysable unproven) -> {
                    throw new AssertionError(expressions + ": " + unproven.reason());
                  });
      assertThat(references)
          .as(expressions)
          .noneMatch(reference -> reference.usage() == Usage.COMPUTED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void nameEveryFunctionThatIsCalledTotal(DatabaseProduct product) throws Exception {
    String all = String.join(" ", expressions(product)).toLowerCase(Locale.ROOT);
    Dialect dialect = Objects.requireNonNull(DIALECTS.get(product));
    assertThat(FunctionList.of(dialect.product()).total())
        .filteredOn(name -> !Objects.requireNonNull(NOT_THERE.get(product)).contains(name))
        .filteredOn(name -> !all.matches(".*\\b" + name + "\\b.*"))
        .isEmpty();
  }
}
