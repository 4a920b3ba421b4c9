package io.jitjdbc.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.masking.Hidden;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Types for which no mask was made, texts that are long, and values that are empty or absent. */
class OddTypesTest {
  private static final String POLICY =
      """
      version: 1
      classification:
        hidden: ["*.odd.*"]
        partly: ["*.long_texts.*"]
      masks:
        hidden: {function: redact}
        partly: {function: partial, keep-last: 4}
      rules:
        - id: read
          who: anyone
          actions: [read]
          resources: ["*.odd", "*.long_texts"]
          effect: permit
      """;

  private static final List<String> CANARIES =
      List.of("zqalice", "zqa", "98765", "771119", "ab12cd34", "qb12", "203.0.113", "2001:db8");

  private static String types(DatabaseProduct product) throws IOException {
    String file =
        switch (product) {
          case H2 -> "odd-types-h2.sql";
          case POSTGRESQL -> "odd-types-postgresql.sql";
          case MARIADB, MYSQL -> "odd-types-mariadb.sql";
        };
    try (InputStream stream = OddTypesTest.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static Shop open(DatabaseProduct product) throws IOException, SQLException {
    Shop shop = Shop.open(product);
    Files.writeString(shop.policy(), POLICY);
    String text =
        switch (product) {
          case H2 -> "CLOB";
          case POSTGRESQL -> "TEXT";
          case MARIADB, MYSQL -> "LONGTEXT";
        };
    try (Connection connection = shop.raw();
        Statement statement = connection.createStatement()) {
      for (String sql : types(product).split(";\n", -1)) {
        statement.execute(sql);
      }
      statement.execute("CREATE TABLE long_texts(id INT, text " + text + ")");
      shop.letRead("odd", "long_texts");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO long_texts VALUES (?, ?)")) {
        String[] texts = {"zqalice ".repeat(50_000) + "1234", "", null, "1234"};
        for (int id = 0; id < texts.length; id++) {
          insert.setInt(1, id);
          insert.setString(2, texts[id]);
          insert.executeUpdate();
        }
      }
    }
    return shop;
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void showsNothingOfTypesThatNoMaskWasMadeFor(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product);
        Connection connection = shop.connect("ana");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM odd")) {
      assertThat(rows.next()).isTrue();
      var everything = new EveryAccessor(rows);
      int columns = rows.getMetaData().getColumnCount();
      List<String> seen = everything.read(columns);
      assertThat(seen).hasSizeGreaterThan(40 * columns);
      for (String text : seen) {
        assertThat(text).doesNotContain(CANARIES);
      }
    }
  }

  private static List<String> texts(ResultSet rows) throws SQLException, IOException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      texts.add(rows.getString(1));
      try (Reader reader = rows.getCharacterStream(1)) {
        var chunk = new char[3];
        int count = reader == null ? 0 : reader.read(chunk);
        texts.add(reader == null ? null : new String(chunk, 0, count));
      }
      try (InputStream bytes = rows.getBinaryStream(1)) {
        texts.add(bytes == null ? null : new String(bytes.readNBytes(3), UTF_8));
      }
    }
    return texts;
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void masksAWholeTextHoweverLongAndNotItsPieces(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product);
        Connection connection = shop.connect("ana");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT text FROM long_texts")) {
      assertThat(texts(rows))
          .containsExactlyInAnyOrder(
              Hidden.TEXT + "1234",
              "•••",
              "•",
              Hidden.TEXT,
              "•••",
              "•",
              null,
              null,
              null,
              Hidden.TEXT,
              "•••",
              "•");
    }
  }
}
