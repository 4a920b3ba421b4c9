package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code truncate-date}: a date or time is shown as the start of its {@code year}, {@code month},
 * {@code day} or {@code hour}. Where that would hide nothing (a date to its day) it is null, as is
 * every other type but text, which is hidden.
 */
public final class TruncateDateMask implements ColumnMaskProvider {
  private static final Setting<Unit> TO =
      Setting.of("to", Kind.choice(Unit.class), "the smallest part that stays");

  private enum Unit {
    YEAR,
    MONTH,
    DAY,
    HOUR
  }

  @Override
  public String name() {
    return "truncate-date";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(TO);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    Unit unit = values.get(TO);
    return value -> truncate(value, unit);
  }

  private static @Nullable Object truncate(Object value, Unit unit) {
    if (value instanceof LocalDate date) {
      return unit.compareTo(Unit.DAY) < 0 ? startOf(date, unit) : null;
    }
    if (value instanceof LocalDateTime time) {
      return startOf(time, unit);
    }
    if (value instanceof OffsetDateTime time) {
      return OffsetDateTime.of(startOf(time.toLocalDateTime(), unit), time.getOffset());
    }
    if (value instanceof LocalTime time) {
      return unit == Unit.HOUR ? time.truncatedTo(ChronoUnit.HOURS) : null;
    }
    return Hidden.insteadOf(value);
  }

  private static LocalDateTime startOf(LocalDateTime time, Unit unit) {
    return unit == Unit.HOUR
        ? time.truncatedTo(ChronoUnit.HOURS)
        : startOf(time.toLocalDate(), unit).atStartOfDay();
  }

  private static LocalDate startOf(LocalDate date, Unit unit) {
    return switch (unit) {
      case YEAR -> date.withDayOfYear(1);
      case MONTH -> date.withDayOfMonth(1);
      case DAY, HOUR -> date;
    };
  }
}
