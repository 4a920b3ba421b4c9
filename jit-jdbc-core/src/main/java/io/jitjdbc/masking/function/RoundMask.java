package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code round}: a number is shown as the nearest multiple of {@code to}; halves go away from zero.
 * A number with more than a thousand digits is null, as is every other type but text, which is
 * hidden.
 */
public final class RoundMask implements ColumnMaskProvider {
  private static final int MOST_DIGITS = 1000;
  private static final Setting<BigDecimal> TO =
      Setting.of(
          "to",
          new Kind<>("a number above zero such as 1000 or 0.5", List.of(), RoundMask::step),
          "the step: numbers are shown as multiples of it");

  @Override
  public String name() {
    return "round";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(TO);
  }

  @Override
  public ColumnMask create(SettingValues values) {
    BigDecimal step = values.get(TO);
    return value ->
        value instanceof BigDecimal number ? round(number, step) : Hidden.insteadOf(value);
  }

  private static @Nullable BigDecimal round(BigDecimal number, BigDecimal step) {
    return isHuge(number) ? null : number.divide(step, 0, RoundingMode.HALF_UP).multiply(step);
  }

  /** 1E+999999999 is short to write and would fill the memory when divided. */
  private static boolean isHuge(BigDecimal number) {
    return number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS;
  }

  private static BigDecimal step(String text) {
    var step = new BigDecimal(text.trim());
    if (step.signum() <= 0 || isHuge(step)) {
      throw new IllegalArgumentException();
    }
    return step;
  }
}
