package io.jitjdbc.driver.forward;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A value of any type that JDBC mentions, different for each position, so that a swap shows. */
public final class SampleValue {

  private static final Map<Class<?>, IntFunction<Object>> KNOWN =
      Map.ofEntries(
          entry(boolean.class, position -> position % 2 == 0),
          entry(byte.class, position -> (byte) (position + 1)),
          entry(short.class, position -> (short) (position + 1)),
          entry(int.class, position -> position + 1),
          entry(long.class, position -> position + 1L),
          entry(float.class, position -> position + 1f),
          entry(double.class, position -> position + 1d),
          entry(byte[].class, position -> new byte[] {(byte) position}),
          entry(String.class, position -> "value " + position),
          entry(Class.class, position -> position % 2 == 0 ? String.class : Integer.class),
          entry(BigDecimal.class, BigDecimal::new),
          entry(Date.class, Date::new),
          entry(Time.class, Time::new),
          entry(Timestamp.class, Timestamp::new),
          entry(Calendar.class, position -> new GregorianCalendar(2000 + position, 0, 1)),
          entry(URL.class, SampleValue::url),
          entry(InputStream.class, position -> InputStream.nullInputStream()),
          entry(Reader.class, position -> Reader.nullReader()));

  private SampleValue() {}

  /** The sample for a position. */
  public static @Nullable Object of(Class<?> type, int position) {
    if (type == void.class) {
      return null;
    }
    IntFunction<Object> known = KNOWN.get(type);
    return known == null ? byKind(type, position) : known.apply(position);
  }

  private static Object byKind(Class<?> type, int position) {
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          requireNonNull(SampleValue.class.getClassLoader()),
          new Class<?>[] {type},
          (proxy, method, arguments) -> answer(type, proxy, method, arguments));
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 1);
    }
    return type.isEnum() ? type.getEnumConstants()[position] : instance(type);
  }

  private static @Nullable Object answer(
      Class<?> type, Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "a sample " + type.getSimpleName();
      default -> null;
    };
  }

  static Object instance(Class<?> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample value for " + type, e);
    }
  }

  private static URL url(int position) {
    try {
      return URI.create("file:/" + position).toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
