package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A policy that is only observed changes nothing, and tells what it would have changed. */
class ObserveModeTest {
  private static final List<String> EVERYWHERE =
      List.of(
          "SELECT id, name, email, ssn, card_number, salary, birth_date, notes FROM customers"
              + " ORDER BY id",
          "SELECT UPPER(email) AS loud, salary * 2 AS twice FROM customers WHERE ssn LIKE '9%'"
              + " ORDER BY email",
          "SELECT c.contact, COUNT(*) FROM contacts c JOIN orders o ON o.customer_id = c.id"
              + " GROUP BY c.contact ORDER BY c.contact",
          "SELECT id, total FROM orders ORDER BY id",
          "SELECT amount FROM payroll",
          "INSERT INTO orders (customer_id, total) VALUES (3, 7.50)",
          "UPDATE customers SET email = 'new@corp.test' WHERE id = 3",
          "INSERT INTO customers (id, name, email) VALUES (9, 'Twin', 'zqalice@corp.test')",
          "DELETE FROM orders WHERE id = 102",
          "SELECT CAST(email AS DATE) FROM customers WHERE id = 1",
          "SELECT nothing FROM customers",
          "SELEC email FROM customers",
          "SELECT 1; SELECT email FROM customers",
          "COMMIT");

  private static final Map<DatabaseProduct, List<String>> OWN =
      Map.of(
          DatabaseProduct.H2,
          List.of(
              "SELECT 1 FROM nowhere",
              "CALL 6 * 7",
              "SET SCHEMA PUBLIC",
              "SELECT email FROM FINAL TABLE (UPDATE customers SET salary = 1 WHERE id = 1)",
              "SHOW TABLES",
              "EXPLAIN SELECT email FROM customers"),
          DatabaseProduct.POSTGRESQL,
          List.of(
              "SELECT 1 FROM nowhere",
              "SET search_path TO public",
              "SHOW search_path",
              "DO $$ BEGIN RAISE WARNING 'zqalice %', 1; END $$",
              "CREATE TEMP TABLE copies AS SELECT email FROM customers ORDER BY id LIMIT 1",
              "UPDATE customers SET salary = 1 WHERE id = 1 RETURNING email, salary",
              "SELECT row_to_json(c) FROM customers c ORDER BY id",
              "BEGIN",
              "SELECT 1/0",
              "SELECT name FROM customers ORDER BY id",
              "ROLLBACK"),
          DatabaseProduct.MARIADB,
          List.of(
              "SET @shown = (SELECT email FROM customers WHERE id = 1)",
              "SELECT @shown",
              "SELECT email + 1 FROM customers WHERE id = 1",
              "SHOW WARNINGS",
              "SELECT SQL_CALC_FOUND_ROWS email FROM customers ORDER BY id LIMIT 1",
              "SELECT FOUND_ROWS()",
              "SHOW TABLES"));

  private final Shop shop = Shop.open();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static List<String> texts(DatabaseProduct product) {
    var texts = new ArrayList<>(EVERYWHERE);
    texts.addAll(OWN.get(product));
    return texts;
  }

  private static void policy(Shop shop, String mode) {
    String text = Shop.resource("policy.yaml");
    write(shop, text.replace("version: 1\n", "version: 1\nmode: " + mode + "\n"));
  }

  private static void write(Shop shop, String policy) {
    try {
      Files.writeString(shop.policy(), policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, Object>> decided(Shop shop) {
    var decided = new ArrayList<Map<String, Object>>();
    for (String line : shop.audit()) {
      try {
        Map<String, Object> event = JSONObjectUtils.parse(line);
        if ("statement.decided".equals(event.get("type"))) {
          decided.add(event);
        }
      } catch (ParseException e) {
        throw new AssertionError(line, e);
      }
    }
    return decided;
  }

  /** What was decided first about each text, without the words that only an approval has. */
  private static Map<Object, List<Object>> rulings(Shop shop) {
    var rulings = new LinkedHashMap<Object, List<Object>>();
    for (Map<String, Object> event : decided(shop)) {
      boolean asks =
          event.get("effect").equals("ask") || event.get("rule").equals("payroll-needs-approval");
      rulings.putIfAbsent(
          event.get("digest"),
          List.of(
              event.get("text"),
              asks ? "ask" : event.get("effect"),
              event.get("rule"),
              asks ? "" : Transcript.alike(String.valueOf(event.get("reason"))),
              event.get("masks")));
    }
    return rulings;
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void changesNothingThatACallerSeesAndRecordsWhatItWouldHaveDecided(DatabaseProduct product)
      throws SQLException {
    List<String> expected;
    try (Shop shop = Shop.open(product);
        Connection connection = shop.rawAsLeased()) {
      expected = Transcript.of(connection, texts(product));
    }
    Map<Object, List<Object>> enforced;
    try (Shop shop = Shop.open(product)) {
      try (Connection connection = shop.connect("ana", "analysts")) {
        Transcript.of(connection, texts(product));
      }
      enforced = rulings(shop);
    }
    try (Shop shop = Shop.open(product)) {
      policy(shop, "observe");
      try (Connection connection = shop.connect("ana", "analysts")) {
        assertThat(Transcript.of(connection, texts(product))).isEqualTo(expected);
      }
      assertThat(rulings(shop)).isEqualTo(enforced);
      assertThat(decided(shop)).extracting(event -> event.get("mode")).containsOnly("observe");
      assertThat(enforced).hasSameSizeAs(texts(product));
    }
  }

  @Test
  void handsOutEveryRowAndSaysWhereSomebodyWouldHaveBeenAsked() throws SQLException {
    String limited = Shop.resource("policy.yaml").replace("limit: 100", "limit: 2");
    write(shop, limited.replace("version: 1\n", "version: 1\nmode: observe\n"));
    int rows = 0;
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT email FROM customers")) {
      while (result.next()) {
        assertThat(result.getString(1)).startsWith("zq");
        rows++;
      }
    }

    assertThat(rows).isEqualTo(3);
    assertThat(decided(shop))
        .extracting(event -> event.get("effect"), event -> event.get("reason"))
        .containsExactly(tuple("permit", ""), tuple("ask", "more than 2 rows of one result"));
  }

  @Test
  void showsTheKeysOfABatch() throws SQLException {
    policy(shop, "observe");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO orders (customer_id, total) VALUES (1, 1)");
      assertThat(statement.executeBatch()).containsExactly(1);
      assertThat(statement.getGeneratedKeys()).isNotNull();
    }
  }

  @Test
  void handsOutNoObjectOfTheVendor() throws SQLException {
    policy(shop, "observe");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT id, email FROM customers")) {
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(() -> rows.updateString(2, "x")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.unwrap(org.h2.jdbc.JdbcConnection.class))
          .hasMessageContaining("does not hand out the object behind this one");
      assertThat(rows.getStatement()).isSameAs(statement);
    }
  }

  @Test
  void endsAConnectionThatIsNotWhatAnEnforcedOneWouldBe() throws Exception {
    policy(shop, "observe");
    shop.dataSource().setProperty("jit.policy.yaml.reload", "0ms");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      statement.execute("SET @shown = (SELECT email FROM customers WHERE id = 1)");
      policy(shop, "enforce");

      assertThatThrownBy(() -> statement.executeQuery("SELECT id FROM orders"))
          .hasMessageContaining("open a new connection")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("08006");
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void explainsAStatementThroughAnyConnectionOfOurs() throws SQLException {
    policy(shop, "observe");
    try (Connection connection = shop.connect("ana", "analysts")) {
      Explanation explanation =
          connection.unwrap(JitConnection.class).explain("SELECT email FROM customers");

      assertThat(explanation.mode()).isEqualTo(PolicyMode.OBSERVE);
      assertThat(explanation.outputs())
          .extracting(Explanation.Output::mask)
          .containsExactly("partial (pii.email)");
      assertThat(shop.dataSource().policyProblem().orElseThrow()).contains("observe mode");
    }
    assertThat(decided(shop)).isEmpty();
  }
}
