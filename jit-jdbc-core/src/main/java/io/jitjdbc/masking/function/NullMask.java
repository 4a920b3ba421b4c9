package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.masking.Strictness;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/** {@code null}: every value is shown as null. */
public final class NullMask implements ColumnMaskProvider {
  @Override
  public String name() {
    return "null";
  }

  @Override
  public Strictness strictness() {
    return Strictness.ABSENT;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public ColumnMask create(SettingValues values) {
    return value -> null;
  }
}
