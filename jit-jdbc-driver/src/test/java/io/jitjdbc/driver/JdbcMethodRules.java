package io.jitjdbc.driver;

import static io.jitjdbc.driver.JdbcMethodTable.Treatment.FORWARDED;

import io.jitjdbc.driver.JdbcMethodTable.Treatment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Compares the classes with the table. Each answer lists the methods that break the rule. */
record JdbcMethodRules(JdbcMethodTable table) {

  private static final Set<Class<?>> HANDLES =
      Set.of(
          Array.class,
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          CallableStatement.class,
          ResultSet.class,
          DatabaseMetaData.class);

  List<String> withoutRow(Class<?> jdbc) {
    return methods(jdbc, method -> table.treatmentOf(method).isEmpty());
  }

  /** A handle that is forwarded is a raw object in the caller's hands. */
  List<String> forwardedHandles(Class<?> jdbc) {
    return methods(
        jdbc, method -> isTreated(method, FORWARDED) && HANDLES.contains(method.getReturnType()));
  }

  List<String> undeclared(Class<?> jdbc, Class<?> forwarding) {
    return methods(
        jdbc,
        method ->
            method.getDeclaringClass() != Wrapper.class
                && declarer(method, forwarding).isInterface());
  }

  /** Forwarded by the class, although the table says that it decides, wraps or refuses. */
  List<String> passedThrough(Class<?> jdbc, Class<?> forwarding, Class<?> enforcing) {
    return methods(
        jdbc, method -> !isTreated(method, FORWARDED) && !overrides(enforcing, forwarding, method));
  }

  /** Overridden by the class, although the table says that it is forwarded. */
  List<String> overriddenUnsaid(Class<?> jdbc, Class<?> forwarding, Class<?> enforcing) {
    return methods(
        jdbc, method -> isTreated(method, FORWARDED) && overrides(enforcing, forwarding, method));
  }

  private boolean isTreated(Method method, Treatment treatment) {
    return table.treatmentOf(method).filter(treatment::equals).isPresent();
  }

  private static boolean overrides(Class<?> enforcing, Class<?> forwarding, Method method) {
    Class<?> declarer = declarer(method, enforcing);
    return !declarer.isInterface() && !declarer.isAssignableFrom(forwarding);
  }

  private static Class<?> declarer(Method method, Class<?> type) {
    try {
      return type.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " does not implement " + method, e);
    }
  }

  private static List<String> methods(Class<?> jdbc, Predicate<Method> broken) {
    return Arrays.stream(jdbc.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(broken)
        .map(JdbcMethodTable::nameOf)
        .sorted()
        .toList();
  }
}
