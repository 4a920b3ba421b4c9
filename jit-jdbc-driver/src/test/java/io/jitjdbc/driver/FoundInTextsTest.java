package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jitjdbc.masking.Hidden;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody classified these columns; what detectors find in their texts is hidden all the same. */
class FoundInTextsTest {
  private static final String CARD = "4539148803436467";
  private static final String POLICY =
      """
      version: 1
      detectors:
        default: mask
        email: observe
        phone: "off"
        except: ["*.orders.*"]
      rules:
        - id: analysts-read
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.customers", "*.contacts"]
          effect: permit
        - id: fraud-sees-cards
          who: {groups: [fraud]}
          actions: [read]
          resources: ["*.customers"]
          effect: permit
          reveal: [detector.card]
        - id: clerks-write
          who: {groups: [clerks]}
          actions: [read, write]
          resources: ["*.customers"]
          effect: permit
        - id: owners
          who: {groups: [owners]}
          actions: [all]
          resources: ["*.*", server]
          effect: permit
          reveal: ["*"]
      """;

  private static Shop open(DatabaseProduct product) throws IOException, SQLException {
    Shop shop = Shop.open(product);
    Files.writeString(shop.policy(), POLICY);
    try (Connection connection = shop.raw();
        Statement statement = connection.createStatement()) {
      String json = "'{\"card\":" + CARD + ",\"diag\":\"ZQNOTE1\"}'";
      statement.executeUpdate(
          "UPDATE customers SET name = 'paid with "
              + CARD
              + "', notes = "
              + of(product, json)
              + " WHERE id = 1");
    }
    return shop;
  }

  private static String of(DatabaseProduct product, String json) {
    return product == DatabaseProduct.H2 ? "JSON " + json : json;
  }

  @FunctionalInterface
  private interface Look {
    void at(ResultSet row) throws Exception;
  }

  private static void look(DatabaseProduct product, String group, String columns, Look look)
      throws Exception {
    try (Shop shop = open(product);
        Connection connection = shop.connect("ana", group);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + columns + " FROM customers WHERE id = 1")) {
      assertThat(rows.next()).isTrue();
      look.at(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void hidesWhatIsFoundAndKeepsTheRestOfTheText(DatabaseProduct product) throws Exception {
    look(
        product,
        "analysts",
        "name, email, card_number, salary, birth_date",
        row -> {
          assertThat(row.getString(1)).isEqualTo("paid with •••••");
          assertThat(row.wasNull()).isFalse();
          assertThat(row.getObject(1)).isEqualTo("paid with •••••");
          assertThat(row.getString("email")).isEqualTo("zqalice@corp.test");
          assertThat(row.getString(3)).isEqualTo(Hidden.TEXT);
          assertThat(row.getBigDecimal(4)).isEqualByComparingTo("98765.43");
          assertThat(row.getDate(5)).hasToString("1971-08-19");
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void hidesItWhicheverWayTheTextIsRead(DatabaseProduct product) throws Exception {
    look(
        product,
        "analysts",
        "name, card_number",
        row -> {
          var read = new StringWriter();
          row.getCharacterStream(1).transferTo(read);
          assertThat(read).hasToString("paid with •••••");
          assertThat(new String(row.getBytes(1), StandardCharsets.UTF_8)).doesNotContain(CARD);
          assertThat(row.getObject(1, String.class)).isEqualTo("paid with •••••");
          assertThat(row.getClob(1).getSubString(1, 15)).isEqualTo("paid with •••••");
          assertThatNothingIsSaid(() -> row.getLong(2));
          assertThatNothingIsSaid(() -> row.getBigDecimal("card_number"));
        });
  }

  private static void assertThatNothingIsSaid(ThrowingCallable read) {
    assertThat(catchThrowable(read))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("masked for you")
        .hasMessageNotContaining(CARD);
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void looksIntoJson(DatabaseProduct product) throws Exception {
    look(
        product,
        "analysts",
        "notes",
        row -> {
          assertThat(row.getString(1)).contains("ZQNOTE1", "\"•••••\"").doesNotContain(CARD);
          Object json = row.getObject(1);
          assertThat(
                  json instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : json)
              .asString()
              .contains("ZQNOTE1")
              .doesNotContain(CARD);
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void leavesTheDriversOwnValueWhereNothingIsFound(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product);
        Connection raw = shop.raw();
        Connection enforced = shop.connect("ana", "analysts")) {
      String sql = "SELECT notes, name, ssn FROM customers WHERE id = 2";
      try (Statement first = raw.createStatement();
          Statement second = enforced.createStatement();
          ResultSet expected = first.executeQuery(sql);
          ResultSet row = second.executeQuery(sql)) {
        expected.next();
        row.next();
        assertThat(row.getObject(1)).isEqualTo(expected.getObject(1));
        assertThat(row.getObject(2)).isEqualTo("Bob Brown");
        assertThat(row.getString(3)).isEqualTo(Hidden.TEXT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void showsWhatARuleReveals(DatabaseProduct product) throws Exception {
    look(
        product,
        "fraud",
        "name, ssn",
        row -> {
          assertThat(row.getString(1)).isEqualTo("paid with " + CARD);
          assertThat(row.getString(2)).isEqualTo(Hidden.TEXT);
        });
    look(
        product,
        "owners",
        "name, ssn",
        row -> assertThat(row.getString(2)).isEqualTo("901-65-4321"));
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void doesNotLookAtWhatTheCallerBringsAlong(DatabaseProduct product) throws Exception {
    look(
        product,
        "analysts",
        "'" + CARD + "' AS mine, upper(name) AS theirs",
        row -> {
          assertThat(row.getString(1)).isEqualTo(CARD);
          assertThat(row.getString(2)).isEqualTo("PAID WITH •••••");
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void recordsWhatWasFoundAndNeverWhatItSays(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product)) {
      try (Connection connection = shop.connect("ana", "analysts");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT id, name, email FROM customers")) {
        while (rows.next()) {
          rows.getString(2);
          rows.getString(3);
        }
      }
      assertThat(shop.audit())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("statement.finished")
                      .containsIgnoringCase("\"found\":[\"name: card 1\",\"email: email 3\"]"))
          .noneMatch(line -> line.contains(CARD) || line.contains("zqalice"));
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void keepsWhatWasHiddenFromBeingStored(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product)) {
      try (Connection connection = shop.connect("clara", "clerks");
          PreparedStatement update =
              connection.prepareStatement("UPDATE customers SET name = ? WHERE id = 1")) {
        update.setString(1, "paid with •••••");
        assertThat(catchThrowable(update::executeUpdate))
            .hasMessageContaining("(detectors) is shown masked");
        update.setString(1, "did not pay");
        assertThat(update.executeUpdate()).isEqualTo(1);
      }
    }
  }
}
