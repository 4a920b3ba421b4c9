package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mask shows, in whichever type it is asked for, or not at all. */
class ShownValueTest {
  private static final LocalDate DATE = LocalDate.of(2024, 5, 6);
  private static final LocalTime TIME = LocalTime.of(7, 8, 9);
  private static final LocalDateTime BOTH = DATE.atTime(TIME);
  private static final OffsetDateTime OFFSET = BOTH.atOffset(ZoneOffset.ofHours(2));
  private static final byte[] BYTES = {1, (byte) 0xAB};
  private static final BigDecimal NUMBER = new BigDecimal("1E+3");
  private static final List<Class<?>> TYPES =
      List.of(
          Object.class,
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          byte[].class,
          Date.class,
          Time.class,
          Timestamp.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class);

  static Stream<Arguments> textsAndNumbers() {
    return Stream.of(
        arguments("a***", String.class, "a***"),
        arguments(NUMBER, String.class, "1000"),
        arguments(BYTES, String.class, "01ab"),
        arguments(true, String.class, "true"),
        arguments(DATE, String.class, "2024-05-06"),
        arguments(BOTH, String.class, "2024-05-06 07:08:09.0"),
        arguments("12", BigDecimal.class, new BigDecimal("12")),
        arguments(true, BigDecimal.class, BigDecimal.ONE),
        arguments(false, Integer.class, 0),
        arguments(NUMBER, Byte.class, (byte) 1000),
        arguments(NUMBER, Short.class, (short) 1000),
        arguments(NUMBER, Integer.class, 1000),
        arguments(NUMBER, Long.class, 1000L),
        arguments(NUMBER, Float.class, 1000f),
        arguments(NUMBER, Double.class, 1000d),
        arguments(NUMBER, BigInteger.class, BigInteger.valueOf(1000)),
        arguments(NUMBER, Boolean.class, true),
        arguments("0", Boolean.class, false),
        arguments(true, Boolean.class, true),
        arguments(BYTES, byte[].class, BYTES),
        arguments("ab", byte[].class, new byte[] {'a', 'b'}));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        arguments(DATE, Date.class, Date.valueOf(DATE)),
        arguments(BOTH, Date.class, Date.valueOf(DATE)),
        arguments(OFFSET, LocalDate.class, DATE),
        arguments(TIME, Time.class, Time.valueOf(TIME)),
        arguments(BOTH, LocalTime.class, TIME),
        arguments(DATE, Timestamp.class, Timestamp.valueOf(DATE.atStartOfDay())),
        arguments(BOTH, LocalDateTime.class, BOTH),
        arguments(OFFSET, Timestamp.class, Timestamp.valueOf(BOTH)),
        arguments(OFFSET, OffsetDateTime.class, OFFSET));
  }

  @ParameterizedTest
  @MethodSource({"textsAndNumbers", "times"})
  void isConvertedWhereThatMakesSense(Object value, Class<?> type, Object expected)
      throws SQLException {
    assertThat((Object) new ShownValue(value, "unknown").as(type)).isEqualTo(expected);
    assertThat(new ShownValue(value, type.getName()).object()).isEqualTo(expected);
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        arguments("zq***", Integer.class),
        arguments("zq***", Boolean.class),
        arguments("zq***", Date.class),
        arguments("zq***", OffsetDateTime.class),
        arguments("zq***", UUID.class),
        arguments(NUMBER, Date.class),
        arguments(true, Time.class),
        arguments(BYTES, BigDecimal.class),
        arguments(DATE, LocalTime.class),
        arguments(TIME, Timestamp.class),
        arguments(BOTH, OffsetDateTime.class),
        arguments(OFFSET, Long.class));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void isRefusedWithoutBeingQuoted(Object value, Class<?> type) {
    var shown = new ShownValue(value, "unknown");

    assertThatThrownBy(() -> shown.as(type))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("masked for you")
        .hasMessageNotContaining(String.valueOf(shown.text()))
        .hasNoCause()
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void isNoTypeThatNoMaskMakesUp() {
    assertThatThrownBy(() -> new ShownValue("a***", "unknown").unavailable(Array.class))
        .hasMessageContaining("Array");
  }

  @Test
  void isNullInEveryTypeWhenNothingIsShown() throws SQLException {
    var nothing = new ShownValue(null, String.class.getName());
    for (Class<?> type : TYPES) {
      assertThat((Object) nothing.as(type)).isNull();
    }
    assertThat(nothing.isNull()).isTrue();
    assertThat(nothing.flag()).isFalse();
    assertThat(nothing.intValue()).isZero();
    assertThat(nothing.doubleValue()).isZero();
    assertThat(nothing.unavailable(Array.class)).isNull();
    assertThat(nothing.object()).isNull();
  }

  @Test
  void isNoStreamAndNoObjectWhenNothingIsShown() throws SQLException {
    var nothing = new ShownValue(null, String.class.getName());
    assertThat(nothing.text()).isNull();
    assertThat(nothing.decimal()).isNull();
    assertThat(nothing.bytes()).isNull();
    assertThat(nothing.date()).isNull();
    assertThat(nothing.time()).isNull();
    assertThat(nothing.timestamp()).isNull();
    assertThat(nothing.asciiStream()).isNull();
    assertThat(nothing.utf8Stream()).isNull();
    assertThat(nothing.reader()).isNull();
    assertThat(nothing.clob()).isNull();
    assertThat(nothing.blob()).isNull();
  }

  @Test
  void comesAsStreamsAndLargeObjects() throws Exception {
    var shown = new ShownValue("a***é", String.class.getName());
    try (InputStream ascii = shown.asciiStream();
        InputStream utf8 = shown.utf8Stream();
        Reader reader = shown.reader()) {
      assertThat(ascii).hasContent("a***?");
      assertThat(new String(utf8.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a***é");
      assertThat(reader.read()).isEqualTo('a');
    }
    assertThat(shown.clob().getSubString(1, 4)).isEqualTo("a***");
    assertThat(shown.blob().getBytes(1, 1)).containsExactly('a');
  }

  @Test
  void keepsItsOwnFormWhereTheColumnsTypeIsTheVendors() throws SQLException {
    assertThat(new ShownValue("a***", "org.vendor.Json").object()).isEqualTo("a***");
    assertThat(new ShownValue(BYTES, "org.vendor.Geometry").object()).isEqualTo(BYTES);
    assertThat(new ShownValue(NUMBER, Object.class.getName()).object()).isEqualTo("1000");
  }
}
