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

  private static String types(DatabaseProduct product) {
    return switch (product) {
      case H2 ->
          """
          CREATE TABLE odd(
            texts VARCHAR(60) ARRAY, numbers INT ARRAY, json JSON, id UUID, bin VARBINARY(60),
            large BLOB, chars CLOB, kind ENUM('zqalice', 'other'), big DECFLOAT,
            row_type ROW(a INT, b VARCHAR(60)), shape GEOMETRY, span INTERVAL HOUR);
          INSERT INTO odd VALUES (
            ARRAY['zqalice', 'x'], ARRAY[98765, 771119], JSON '{"a":"zqalice"}',
            'ab12cd34-0000-0000-0000-000000771119', X'7a71616c696365', X'7a71616c696365', 'zqalice',
            'zqalice', 98765.771119, ROW(98765, 'zqalice'), 'POINT (98765 771119)',
            INTERVAL '77' HOUR)
          """;
      case POSTGRESQL ->
          """
          CREATE TYPE kinds AS ENUM ('zqalice', 'other');
          CREATE TYPE pair AS (a INT, b TEXT);
          CREATE DOMAIN handle AS TEXT;
          CREATE TABLE odd(
            texts TEXT[], numbers INT[], pairs pair[], one pair, json JSON, jsonb JSONB, xml XML,
            inet INET, cidr CIDR, kind kinds, bin BYTEA, id UUID, span INT4RANGE, shape POINT,
            length INTERVAL, bits VARBIT, cash MONEY, words TSVECTOR, called handle, fixed CHAR(20),
            small NAME, real FLOAT4);
          INSERT INTO odd VALUES (
            '{zqalice,x}', '{98765,771119}', ARRAY[ROW(98765, 'zqalice')::pair],
            ROW(98765, 'zqalice')::pair, '{"a":"zqalice"}', '{"a":"zqalice"}', '<a>zqalice</a>',
            '203.0.113.7', '2001:db8::/32', 'zqalice', '\\x7a71616c696365',
            'ab12cd34-0000-0000-0000-000000771119', '[98765,771119)', '(98765,771119)',
            '98765 hours', B'10', 98765.77, 'zqalice'::tsvector, 'zqalice', 'zqalice', 'zqalice',
            98765.5)
          """;
      case MARIADB, MYSQL ->
          """
          CREATE TABLE odd(
            json JSON, kind ENUM('zqalice', 'other'), kinds SET('zqalice', 'other'),
            large LONGBLOB, chars LONGTEXT, bits BIT(20), yr YEAR, shape POINT, bin BINARY(7),
            tall BIGINT UNSIGNED, length TIME);
          INSERT INTO odd VALUES (
            '{"a":"zqalice"}', 'zqalice', 'zqalice', 'zqalice', 'zqalice', 771119, 2055,
            POINT(98765, 771119), 'zqalice', 18446744073709498765, '98:07:65')
          """
              .replace("'98:07:65'", "'98:07:55'");
    };
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
