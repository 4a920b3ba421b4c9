package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls every getter of a row there is, with every type that one may ask for. */
final class EveryAccessor {
  /** Classes that a caller may ask {@code getObject} for. */
  private static final List<Class<?>> TYPES =
      List.of(
          Object.class,
          String.class,
          Integer.class,
          Long.class,
          BigDecimal.class,
          byte[].class,
          LocalDate.class,
          java.sql.Date.class,
          java.sql.Timestamp.class,
          OffsetDateTime.class,
          UUID.class,
          Clob.class,
          java.sql.SQLXML.class);

  private final ResultSet rows;

  EveryAccessor(ResultSet rows) {
    this.rows = rows;
  }

  /** All that the columns from the first to this one return or throw, as text. */
  List<String> read(int columns) throws Exception {
    var seen = new ArrayList<String>();
    for (Method getter : getters()) {
      for (int column = 1; column <= columns; column++) {
        seen.addAll(call(getter, column));
      }
    }
    return seen;
  }

  private static List<Method> getters() {
    return Arrays.stream(ResultSet.class.getMethods())
        .filter(method -> method.getName().startsWith("get") && method.getParameterCount() > 0)
        .toList();
  }

  private List<String> call(Method getter, int column) throws Exception {
    var seen = new ArrayList<String>();
    boolean takesType = Arrays.asList(getter.getParameterTypes()).contains(Class.class);
    for (Class<?> type : takesType ? TYPES : List.<Class<?>>of(Object.class)) {
      try {
        seen.add(text(getter.invoke(rows, arguments(getter, column, type))));
      } catch (InvocationTargetException e) {
        seen.add(text(e.getCause()));
      }
    }
    return seen;
  }

  private Object[] arguments(Method getter, int column, Class<?> type) throws Exception {
    Class<?>[] types = getter.getParameterTypes();
    var arguments = new Object[types.length];
    arguments[0] = types[0] == int.class ? column : rows.getMetaData().getColumnLabel(column);
    for (int i = 1; i < types.length; i++) {
      if (types[i] == Class.class) {
        arguments[i] = type;
      } else if (types[i] == Calendar.class) {
        arguments[i] = Calendar.getInstance();
      } else if (types[i] == Map.class) {
        arguments[i] = Map.of();
      } else {
        arguments[i] = 2;
      }
    }
    return arguments;
  }

  private static String text(Object value) throws Exception {
    if (value instanceof Throwable thrown) {
      var all = new StringWriter();
      thrown.printStackTrace(new java.io.PrintWriter(all));
      return all.toString();
    }
    if (value instanceof InputStream in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (value instanceof Reader reader) {
      var all = new StringWriter();
      reader.transferTo(all);
      return all.toString();
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, (int) clob.length());
    }
    if (value instanceof Blob blob) {
      return text(blob.getBytes(1, (int) blob.length()));
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
