package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitjdbc.driver.forward.RecordingDelegate;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks get a cell in the type that they work on, whatever its SQL type is. */
class MaskedColumnTest {
  private static TestDatabase database;
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    database = TestDatabases.open(DatabaseProduct.H2);
    connection = database.connect();
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  static Stream<Arguments> cells() {
    return Stream.of(
        arguments("CAST(7 AS TINYINT)", BigDecimal.class),
        arguments("CAST(7 AS SMALLINT)", BigDecimal.class),
        arguments("CAST(7 AS INT)", BigDecimal.class),
        arguments("CAST(7 AS BIGINT)", BigDecimal.class),
        arguments("CAST(7 AS DECIMAL(9,2))", BigDecimal.class),
        arguments("CAST(7 AS REAL)", BigDecimal.class),
        arguments("CAST(7 AS DOUBLE PRECISION)", BigDecimal.class),
        arguments("TRUE", Boolean.class),
        arguments("X'01AB'", byte[].class),
        arguments("CAST(X'01AB' AS BLOB)", byte[].class),
        arguments("DATE '2024-05-06'", LocalDate.class),
        arguments("TIME '07:08:09'", LocalTime.class),
        arguments("TIMESTAMP '2024-05-06 07:08:09'", LocalDateTime.class),
        arguments("TIMESTAMP WITH TIME ZONE '2024-05-06 07:08:09+02:00'", OffsetDateTime.class),
        arguments("'text'", String.class),
        arguments("JSON '{}'", String.class),
        arguments("RANDOM_UUID()", byte[].class));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void readsACellInItsNaturalType(String cell, Class<?> natural) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + cell)) {
      rows.next();
      MaskedColumn column = MaskedColumn.of(value -> value, rows.getMetaData(), 1);
      assertThat(column.show(rows, 1).value()).isInstanceOf(natural);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void neverAsksTheMaskAboutNull(String cell, Class<?> natural) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT NULLIF(" + cell + ", " + cell + ")")) {
      rows.next();
      MaskedColumn column = MaskedColumn.of(value -> "masked " + natural, rows.getMetaData(), 1);
      boolean random = cell.startsWith("RANDOM");
      assertThat(column.show(rows, 1).isNull()).isEqualTo(!random);
    }
  }

  @Test
  void showsNothingOfACellThatCannotBeRead() {
    var failing = RecordingDelegate.throwing(new SQLException("cannot convert zqalice"));
    var column = new MaskedColumn(value -> value, ResultSet::getString, "java.lang.String");

    assertThat(column.show((ResultSet) failing.as(ResultSet.class), 1).isNull()).isTrue();
  }
}
