package io.jitjdbc.corpus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads rows through every getter that JDBC has. */
final class CellWalk {
  private static final List<Class<?>> TYPES =
      List.of(
          Object.class,
          String.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          byte[].class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          java.sql.Date.class,
          java.sql.Timestamp.class,
          UUID.class,
          Array.class,
          Blob.class,
          Clob.class,
          NClob.class,
          SQLXML.class,
          Struct.class,
          ResultSet.class,
          Object[].class,
          String[].class);

  private static final List<Method> GETTERS =
      Arrays.stream(ResultSet.class.getMethods())
          .filter(method -> method.getName().startsWith("get") && method.getParameterCount() > 0)
          .sorted((one, other) -> one.toString().compareTo(other.toString()))
          .toList();

  private final ResultSet rows;
  private final Sightings seen;

  private CellWalk(ResultSet rows, Sightings seen) {
    this.rows = rows;
    this.seen = seen;
  }

  /** Reads the first row through every getter, and the others as most callers do. */
  static void walk(ResultSet rows, String sql, Sightings seen) throws SQLException {
    var walk = new CellWalk(rows, seen);
    int width = walk.describe(sql);
    boolean first = true;
    while (rows.next()) {
      for (int column = 1; column <= width; column++) {
        walk.readAsMost(column);
        if (first) {
          walk.readAllWays(column);
        }
      }
      seen.add("row", rows.toString());
      first = false;
    }
    seen.add("result warnings", rows.getWarnings());
  }

  private int describe(String sql) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    int width = metaData.getColumnCount();
    for (int column = 1; column <= width; column++) {
      seen.addEcho(
          "metadata",
          List.of(
              metaData.getColumnLabel(column),
              metaData.getColumnName(column),
              metaData.getColumnTypeName(column),
              metaData.getTableName(column)),
          sql);
    }
    return width;
  }

  private void readAsMost(int column) throws SQLException {
    seen.add("column " + column + " getString", rows.getString(column));
    seen.add("column " + column + " getObject", rows.getObject(column));
    seen.add("column " + column + " wasNull", rows.wasNull());
  }

  private void readAllWays(int column) throws SQLException {
    for (Method getter : GETTERS) {
      boolean takesType = Arrays.asList(getter.getParameterTypes()).contains(Class.class);
      for (Class<?> type : takesType ? TYPES : List.<Class<?>>of(Object.class)) {
        String channel = "column " + column + " " + getter.getName() + " " + type.getSimpleName();
        seen.add(channel, call(getter, column, type));
      }
    }
  }

  private Object call(Method getter, int column, Class<?> type) throws SQLException {
    try {
      return getter.invoke(rows, arguments(getter, column, type));
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object[] arguments(Method getter, int column, Class<?> type) throws SQLException {
    Class<?>[] types = getter.getParameterTypes();
    var arguments = new Object[types.length];
    arguments[0] = types[0] == int.class ? column : rows.getMetaData().getColumnLabel(column);
    for (int i = 1; i < types.length; i++) {
      arguments[i] = argument(types[i], type);
    }
    return arguments;
  }

  private static Object argument(Class<?> parameter, Class<?> type) {
    if (parameter == Class.class) {
      return type;
    }
    if (parameter == Calendar.class) {
      return Calendar.getInstance();
    }
    return parameter == Map.class ? Map.of() : 2;
  }
}
