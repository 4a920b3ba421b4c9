package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitjdbc.driver.forward.ForwardingConnection;
import io.jitjdbc.driver.forward.ForwardingDatabaseMetaData;
import io.jitjdbc.driver.forward.ForwardingResultSet;
import io.jitjdbc.driver.forward.ForwardingStatement;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No JDBC method reaches the delegate because nobody thought of it. */
class JdbcMethodTableTest {

  private static final Map<Class<?>, Class<?>> FORWARDING =
      Map.of(
          Connection.class, ForwardingConnection.class,
          Statement.class, ForwardingStatement.class,
          PreparedStatement.class, ForwardingStatement.class,
          CallableStatement.class, ForwardingStatement.class,
          ResultSet.class, ForwardingResultSet.class,
          DatabaseMetaData.class, ForwardingDatabaseMetaData.class);

  /** An interface that is missing here counts as passed through in full. */
  private static final Map<Class<?>, Class<?>> ENFORCING =
      Map.of(
          Connection.class, EnforcingConnection.class,
          Statement.class, EnforcingStatement.class,
          PreparedStatement.class, EnforcingPreparedStatement.class,
          CallableStatement.class, EnforcingCallableStatement.class,
          ResultSet.class, EnforcingResultSet.class,
          DatabaseMetaData.class, EnforcingDatabaseMetaData.class);

  private final JdbcMethodRules rules = new JdbcMethodRules(JdbcMethodTable.read());

  @ParameterizedTest
  @MethodSource("interfaces")
  void hasARowForEveryMethodOfTheRunningJdk(Class<?> jdbc) {
    assertThat(rules.withoutRow(jdbc)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void neverForwardsAMethodThatReturnsAHandle(Class<?> jdbc) {
    assertThat(rules.forwardedHandles(jdbc)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forwardingClassesOfTheirOwn")
  void isDeclaredInFullByTheForwardingClass(Class<?> jdbc, Class<?> forwarding) {
    assertThat(rules.undeclared(jdbc, forwarding)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forwardingClasses")
  void isKeptByTheEnforcingClass(Class<?> jdbc, Class<?> forwarding) {
    Class<?> enforcing = ENFORCING.getOrDefault(jdbc, forwarding);

    assertThat(rules.passedThrough(jdbc, forwarding, enforcing)).isEmpty();
    assertThat(rules.overriddenUnsaid(jdbc, forwarding, enforcing)).isEmpty();
  }

  static Stream<Class<?>> interfaces() {
    return FORWARDING.keySet().stream();
  }

  static Stream<Arguments> forwardingClasses() {
    return FORWARDING.entrySet().stream().map(entry -> arguments(entry.getKey(), entry.getValue()));
  }

  /** Prepared and callable statements override all that they have, on top of a plain statement. */
  static Stream<Arguments> forwardingClassesOfTheirOwn() {
    return forwardingClasses()
        .filter(pair -> ((Class<?>) pair.get()[0]).isAssignableFrom((Class<?>) pair.get()[1]));
  }
}
