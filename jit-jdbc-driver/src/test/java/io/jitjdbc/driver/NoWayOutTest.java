package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks from a connection to every JDBC object that can be reached: none is the vendor's. */
class NoWayOutTest {
  private static final List<Class<?>> HANDLES =
      List.of(
          Connection.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          Array.class);

  /** They end the walk, or hand the connection to somebody else. */
  private static final Set<String> LEFT_OUT =
      Set.of("close", "abort", "cancel", "wait", "notify", "notifyAll", "hashCode", "toString");

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void reachesNoObjectOfTheVendor(DatabaseProduct product) throws Exception {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("root", "owners")) {
      Map<Object, String> reached = walk(connection);

      assertThat(reached).hasSizeGreaterThan(20);
      reached.forEach(
          (object, path) ->
              assertThat(object.getClass().getName()).as(path).startsWith("io.jitjdbc.driver."));
    }
  }

  private static Map<Object, String> walk(Connection connection) throws Exception {
    var reached = new IdentityHashMap<Object, String>();
    Deque<Object> open = new ArrayDeque<>();
    reached.put(connection, "connection");
    open.add(connection);
    while (!open.isEmpty() && reached.size() < 90) {
      Object object = open.poll();
      for (Method method : object.getClass().getMethods()) {
        Object next = call(object, method);
        if (isHandle(next) && !reached.containsKey(next)) {
          reached.put(next, reached.get(object) + "." + method.getName());
          open.add(next);
        }
      }
    }
    return reached;
  }

  private static boolean isHandle(Object object) {
    return HANDLES.stream().anyMatch(type -> type.isInstance(object));
  }

  private static Object call(Object object, Method method) throws IllegalAccessException {
    if (LEFT_OUT.contains(method.getName()) || !mayReturnHandle(method)) {
      return null;
    }
    Class<?> jdbc = interfaceOf(object);
    try {
      Method declared = jdbc.getMethod(method.getName(), method.getParameterTypes());
      return declared.invoke(object, arguments(method));
    } catch (NoSuchMethodException | InvocationTargetException e) {
      return null;
    }
  }

  private static boolean mayReturnHandle(Method method) {
    Class<?> type = method.getReturnType();
    return type == Object.class
        || HANDLES.stream().anyMatch(handle -> handle.isAssignableFrom(type));
  }

  private static Class<?> interfaceOf(Object object) {
    for (Class<?> type :
        List.of(
            java.sql.CallableStatement.class,
            java.sql.PreparedStatement.class,
            Statement.class,
            Connection.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            Array.class)) {
      if (type.isInstance(object)) {
        return type;
      }
    }
    return Wrapper.class;
  }

  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    var arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i]);
    }
    return arguments;
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "SELECT id, total FROM orders";
    }
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == Object[].class) {
      return new Object[] {"a"};
    }
    if (type == Class.class) {
      return Object.class;
    }
    return null;
  }
}
