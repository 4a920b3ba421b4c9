package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code constant}: every value is shown as {@code value}, read as the column's type; null where it
 * cannot be read as that.
 */
public final class ConstantMask implements ColumnMaskProvider {
  private static final Setting<String> VALUE =
      Setting.of("value", Kind.TEXT, "what is shown: a text, a number, true or false, a date");

  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          String.class, text -> text,
          BigDecimal.class, BigDecimal::new,
          Boolean.class, Kind.FLAG.parser()::apply,
          LocalDate.class, LocalDate::parse,
          LocalTime.class, LocalTime::parse,
          LocalDateTime.class, LocalDateTime::parse,
          OffsetDateTime.class, OffsetDateTime::parse);

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public Strictness strictness() {
    return Strictness.FIXED;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(VALUE);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    Map<Class<?>, Object> byType = readings(values.get(VALUE));
    return value -> byType.get(value.getClass());
  }

  private static Map<Class<?>, Object> readings(String text) {
    var byType = new HashMap<Class<?>, Object>();
    READERS.forEach(
        (type, reader) -> {
          try {
            byType.put(type, reader.apply(text));
          } catch (IllegalArgumentException | DateTimeParseException e) {
            // Columns of this type are shown as null.
          }
        });
    return Map.copyOf(byType);
  }
}
