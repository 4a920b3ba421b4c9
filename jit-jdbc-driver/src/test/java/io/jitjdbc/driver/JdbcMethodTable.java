package io.jitjdbc.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the driver does with each JDBC method: the rows of {@code jdbc-methods.tsv}. */
record JdbcMethodTable(Map<String, Treatment> rows) {

  enum Treatment {
    ENFORCED,
    WRAPPED,
    FORWARDED,
    REFUSED
  }

  static JdbcMethodTable read() {
    try (InputStream file = JdbcMethodTable.class.getResourceAsStream("jdbc-methods.tsv")) {
      return parse(new String(requireNonNull(file).readAllBytes(), UTF_8).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A method with two rows, or a row with another number of columns or an unknown treatment, is
   * refused.
   */
  static JdbcMethodTable parse(Stream<String> lines) {
    return new JdbcMethodTable(
        lines
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(JdbcMethodTable::columns)
            .collect(
                Collectors.toUnmodifiableMap(
                    row -> row[0] + "." + row[1], row -> Treatment.valueOf(row[2]))));
  }

  private static String[] columns(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 3) {
      throw new IllegalArgumentException("not three columns: " + line);
    }
    return columns;
  }

  Optional<Treatment> treatmentOf(Method method) {
    return Optional.ofNullable(rows.get(nameOf(method)));
  }

  /** The method as the table writes it, under the interface that declares it. */
  static String nameOf(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ",
                method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(",
                ")"));
  }
}
