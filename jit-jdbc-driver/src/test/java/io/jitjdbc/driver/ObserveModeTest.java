package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
              asks ? "" : event.get("reason"),
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
}
