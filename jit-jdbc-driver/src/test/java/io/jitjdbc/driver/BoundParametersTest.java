package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.forward.RecordingDelegate;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is bound reaches the database as it is, and an approval is for it and nothing else. */
class BoundParametersTest {
  private final RecordingDelegate delegate = RecordingDelegate.sampling();
  private final EnforcingCallableStatement statement = over(delegate);

  private static EnforcingCallableStatement over(RecordingDelegate delegate) {
    return new EnforcingCallableStatement(
        null, (CallableStatement) delegate.as(CallableStatement.class), "CALL f(?)");
  }

  static Stream<SampleCall> setters() {
    return SampleCall.of(CallableStatement.class, BoundParametersTest::binds);
  }

  static Stream<SampleCall> setters(boolean ofNull) {
    return setters().filter(setter -> setter.method().getName().equals("setNull") == ofNull);
  }

  static Stream<SampleCall> settersOfValues() {
    return setters(false);
  }

  static Stream<SampleCall> settersOfNull() {
    return setters(true);
  }

  private static boolean binds(Method method) {
    return method.getName().startsWith("set")
        && PreparedStatement.class.isAssignableFrom(method.getDeclaringClass());
  }

  @ParameterizedTest
  @MethodSource("setters")
  void reachesTheDatabaseOnceAndUnchanged(SampleCall setter) throws Exception {
    setter.on(statement);

    assertThat(delegate.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.method().getName()).isEqualTo(setter.method().getName()))
        .satisfies(
            call ->
                assertThat(call.method().getParameterTypes())
                    .containsExactly(setter.method().getParameterTypes()))
        .satisfies(call -> assertThat(sameValues(call.arguments(), setter.arguments())).isTrue());
  }

  /**
   * Bytes are copied on the way, so that nobody changes them once they are bound; of a reader the
   * beginning was read.
   */
  private static boolean sameValues(List<Object> given, List<Object> expected) {
    return Arrays.deepEquals(comparable(given), comparable(expected));
  }

  private static Object[] comparable(List<Object> values) {
    return values.stream().map(value -> value instanceof Reader ? "reader" : value).toArray();
  }

  @ParameterizedTest
  @MethodSource("settersOfValues")
  void isToldFromAnotherValue(SampleCall setter) throws Exception {
    EnforcingCallableStatement another = over(RecordingDelegate.sampling());

    setter.on(statement);
    setter.other().on(another);

    assertThat(statement.values().digest())
        .isNotEqualTo(another.values().digest())
        .isNotEqualTo(BoundValues.none());
  }

  @ParameterizedTest
  @MethodSource("settersOfNull")
  void tellsNullFromNothing(SampleCall setter) throws Exception {
    setter.on(statement);

    assertThat(statement.values().digest()).isNotEqualTo(BoundValues.none());
  }

  @ParameterizedTest
  @MethodSource("setters")
  void isForgottenWhenTheParametersAreCleared(SampleCall setter) throws Exception {
    setter.on(statement);
    statement.clearParameters();

    assertThat(statement.values().digest()).isEqualTo(BoundValues.none());
    assertThat(delegate.calls())
        .last()
        .matches(call -> call.method().getName().startsWith("clear"));
  }

  @Test
  void handsTheDatabaseItsOwnArray() throws SQLException {
    var raw = (Array) RecordingDelegate.sampling().as(Array.class);
    var ours = new EnforcingArray(raw);

    statement.setArray(1, ours);
    statement.setObject(2, ours);
    statement.setObject(3, ours, Types.ARRAY);
    statement.setObject(4, ours, Types.ARRAY, 0);

    assertThat(delegate.calls()).hasSize(4).allMatch(call -> call.arguments().get(1) == raw);
  }

  @Test
  void refusesAnIndexThatTheDatabaseRefuses() {
    var refusing = over(RecordingDelegate.throwing(new SQLException("index", "90008")));

    assertThatThrownBy(() -> refusing.setInt(0, 1)).hasMessage("index");
    assertThat(refusing.values().digest()).isEqualTo(BoundValues.none());
  }

  @Test
  void keepsManyParametersApart() throws SQLException {
    EnforcingCallableStatement swapped = over(RecordingDelegate.sampling());
    for (int index = 1; index <= 40; index++) {
      statement.setInt(index, index);
      swapped.setInt(index, index == 39 ? 40 : index == 40 ? 39 : index);
    }
    assertThat(statement.values().digest()).isNotEqualTo(swapped.values().digest());
  }
}
