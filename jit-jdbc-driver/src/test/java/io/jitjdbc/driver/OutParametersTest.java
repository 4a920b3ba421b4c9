package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.forward.RecordingDelegate;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a routine hands back has no proven origin, so only who sees everything sees it. */
class OutParametersTest {
  private static final String CALL = "CALL ABS(-1)";
  private static final Shop SHOP = Shop.open();

  private final RecordingDelegate delegate = RecordingDelegate.sampling();

  @AfterAll
  static void close() throws SQLException {
    SHOP.close();
  }

  private CallableStatement statement(Connection connection) {
    return new EnforcingCallableStatement(
        (EnforcingConnection) connection,
        (CallableStatement) delegate.as(CallableStatement.class),
        CALL);
  }

  static Stream<SampleCall> getters() {
    return SampleCall.of(
        CallableStatement.class,
        method ->
            method.getDeclaringClass() == CallableStatement.class
                && (method.getName().startsWith("get") || method.getName().equals("wasNull")));
  }

  static Stream<SampleCall> registrations() {
    return SampleCall.of(
        CallableStatement.class,
        method ->
            method.getDeclaringClass() == CallableStatement.class
                && method.getName().equals("registerOutParameter"));
  }

  @ParameterizedTest
  @MethodSource("getters")
  void isNotEvenReadForWhoMayNotSeeIt(SampleCall getter) {
    assertThatThrownBy(() -> getter.on(statement(null)))
        .hasMessageContaining("OUT parameters cannot be proven")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
    assertThat(delegate.calls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("getters")
  void isHandedToWhoSeesEverything(SampleCall getter) throws Exception {
    try (Connection connection = SHOP.connect("root", "owners");
        CallableStatement statement = statement(connection)) {
      statement.execute();
      Object returned = getter.on(statement);

      assertThat(returned != null || getter.method().getReturnType() == void.class).isTrue();
      assertThat(delegate.calls())
          .last()
          .satisfies(call -> assertThat(call.method()).isEqualTo(getter.method()))
          .satisfies(call -> assertThat(call.arguments()).isEqualTo(getter.arguments()));
      assertThat(returned instanceof Array).isEqualTo(returned instanceof EnforcingArray);
    }
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void mayBeRegisteredByAnybody(SampleCall registration) throws Exception {
    registration.on(statement(null));

    assertThat(delegate.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.arguments()).isEqualTo(registration.arguments()));
  }

  @Test
  void holdsNoCursorForAnybody() throws Exception {
    RecordingDelegate cursors =
        RecordingDelegate.returning(RecordingDelegate.sampling().as(ResultSet.class));
    assertThatThrownBy(() -> Releases.released(cursors.as(ResultSet.class)))
        .hasMessageContaining("nested cursor")
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> Releases.released(cursors.as(Connection.class)))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> Releases.released(cursors.as(CallableStatement.class)))
        .isInstanceOf(SQLException.class);
    assertThat(Releases.released("text")).isEqualTo("text");
  }
}
