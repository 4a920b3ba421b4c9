package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One line of a case file, for one product. */
record Case(Dialect dialect, String sql, String expected) {
  private static final Pattern CHARACTER = Pattern.compile("⟨([0-9A-F]+)⟩");

  static Stream<Case> in(String file) {
    return read(file).lines().filter(line -> !line.startsWith("#")).flatMap(Case::parse);
  }

  private static Stream<Case> parse(String line) {
    String[] halves = line.split(" \\| ", 2);
    String[] parts = halves[1].split(" ⇒ ", 2);
    String sql = characters(parts[0]);
    String expected = parts.length == 2 ? parts[1] : "";
    return Arrays.stream(halves[0].split(" "))
        .map(product -> new Case(dialect(product), sql, expected));
  }

  private static String characters(String visible) {
    String text = visible.replace('␊', '\n').replace('␍', '\r').replace('␀', '\0');
    return CHARACTER
        .matcher(text)
        .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
  }

  private static Dialect dialect(String product) {
    return switch (Dialect.Product.valueOf(product)) {
      case H2 -> Dialect.H2;
      case POSTGRESQL -> Dialect.POSTGRESQL;
      case MARIADB -> Dialect.MARIADB;
      case MYSQL -> Dialect.MYSQL;
      case GENERIC -> Dialect.GENERIC;
    };
  }

  private static String read(String file) {
    try (InputStream in = Case.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return dialect.product() + " " + sql;
  }
}
