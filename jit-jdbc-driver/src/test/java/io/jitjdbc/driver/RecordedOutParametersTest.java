package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.cells.CellItem.Cell;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.driver.forward.RecordingDelegate;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of OUT parameters is on record before it is handed out. */
class RecordedOutParametersTest {
  private static RecordedShop shop;

  private final RecordingDelegate delegate = RecordingDelegate.sampling();

  @BeforeAll
  static void open() throws SQLException {
    shop = RecordedShop.open("record: reads");
  }

  @AfterAll
  static void close() throws SQLException {
    shop.close();
  }

  static Stream<SampleCall> getters() {
    return SampleCall.of(
        CallableStatement.class,
        method ->
            method.getDeclaringClass() == CallableStatement.class
                && method.getName().startsWith("get"));
  }

  private CallableStatement statement(Connection connection) {
    return new EnforcingCallableStatement(
        (EnforcingConnection) connection,
        (CallableStatement) delegate.as(CallableStatement.class),
        "CALL ABS(-1)");
  }

  private static List<Cell> cells() {
    return shop.recordings().read().stream()
        .filter(Cell.class::isInstance)
        .map(Cell.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("getters")
  void isToldByEveryGetter(SampleCall getter) throws Exception {
    try (Connection connection = shop.shop().connect("root", "owners");
        CallableStatement statement = statement(connection)) {
      statement.execute();
      int before = cells().size();
      Object returned = getter.on(statement);

      assertThat(cells()).hasSize(before + 1);
      Cell told = cells().get(before);
      assertThat(told.column()).isEqualTo(byName(getter) ? 0 : 1);
      if (told.value().type() != CellType.HANDLE
          && told.value().type() != CellType.NULL
          && told.value().type() != CellType.ROW_ID) {
        assertThat(told.value()).isEqualTo(ToldValue.of(returned));
      }
    }
    assertThat(shop.recordings().ended()).hasSameSizeAs(shop.recordings().opened());
  }

  private static boolean byName(SampleCall getter) {
    return getter.method().getParameterTypes()[0] == String.class;
  }

  @Test
  void isRefusedWhereItCannotBeKept() throws Exception {
    try (RecordedShop failing = RecordedShop.open("record: reads");
        Connection connection = failing.shop().connect("root", "owners");
        CallableStatement statement = statement(connection)) {
      statement.execute();
      failing.recordings().keepOnly(0);

      assertThatThrownBy(() -> statement.getInt(1))
          .hasMessageContaining("the disk is full")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }
}
