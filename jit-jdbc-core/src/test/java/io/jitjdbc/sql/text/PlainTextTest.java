package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts need no second reading. */
class PlainTextTest {

  private static boolean isPlain(String sql, Dialect dialect) throws LexicalException {
    return PlainText.isPlain(sql, Lexer.read(sql, dialect), dialect.product());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, name FROM customers WHERE id = 1",
        "select c.id, c.name from shop.customers c where c.name like 'A%' and c.id <> ? limit 10;",
        "SELECT COUNT(*) FROM orders o JOIN customers c ON o.customer_id = c.id",
        "SELECT \"id\" FROM \"Orders\" WHERE total >= 1.5 AND note = 'it''s 10:30, ask (ann@x.org)'",
        "SELECT id FROM orders WHERE placed > DATE '2026-01-31' OR total / 2 > 7",
        "SELECT id FROM orders WHERE note = ''",
        "SELECT COALESCE(name, '-') || 'x' FROM customers WHERE id IN (SELECT id FROM orders)"
      })
  void knowsTextsThatEverybodyReadsAlike(String sql) throws LexicalException {
    assertThat(isPlain(sql, Dialect.POSTGRESQL)).isTrue();
    assertThat(isPlain(sql, Dialect.H2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id /* x */ FROM customers",
        "SELECT id FROM customers -- x",
        "SELECT 'a\\b' FROM customers",
        "SELECT E'a' FROM customers",
        "SELECT N'a' FROM customers",
        "SELECT $$a$$ FROM customers",
        "SELECT '-- a' FROM customers",
        "SELECT 'é' FROM customers",
        "SELECT \"é\" FROM customers",
        "SELECT ssn(c) FROM customers c",
        "SELECT \"ssn\"(c) FROM customers c",
        "SELECT b FROM customers AS c(a, b)",
        "SELECT notes -> 'k' FROM customers",
        "SELECT @ id FROM customers",
        "SELECT id FROM customers NATURAL JOIN orders",
        "SELECT id FROM customers JOIN orders USING (id)",
        "TABLE customers",
        "WITH c AS (SELECT 1) SELECT * FROM c",
        "SELECT name 'x' FROM customers",
        "SELECT ARRAY[1]",
        "SELECT max(id) FROM customers",
        "SELECT id=-1 FROM customers"
      })
  void isSureOfNothingElse(String sql) throws LexicalException {
    assertThat(isPlain(sql, Dialect.POSTGRESQL)).isFalse();
  }

  @Test
  void takesBuiltInsForGrantedWhereNobodyCanReplaceThem() throws LexicalException {
    assertThat(isPlain("SELECT UPPER(name), MAX(id) FROM c", Dialect.H2)).isTrue();
    assertThat(isPlain("SELECT UPPER(name) FROM c", Dialect.POSTGRESQL)).isFalse();
    assertThat(isPlain("SELECT `id` FROM `c` WHERE `n` = 1", Dialect.MARIADB)).isTrue();
  }

  @Test
  void isNotSureOfDoubleQuotesThatHoldANameOrAString() throws LexicalException {
    assertThat(isPlain("SELECT id FROM c WHERE name = \"x\"", Dialect.MARIADB)).isFalse();
    assertThat(isPlain("SELECT id FROM c WHERE name = \"x\"", Dialect.POSTGRESQL)).isTrue();
  }
}
