package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/** {@code redact}: a text is shown as the same five dots, anything else as null. */
public final class RedactMask implements ColumnMaskProvider {
  @Override
  public String name() {
    return "redact";
  }

  @Override
  public Strictness strictness() {
    return Strictness.FIXED;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public ColumnMask create(SettingValues values) {
    return Hidden::insteadOf;
  }
}
