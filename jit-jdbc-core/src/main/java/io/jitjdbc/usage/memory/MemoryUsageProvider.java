package io.jitjdbc.usage.memory;

import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.time.InstantSource;
import java.util.List;

/** {@code memory}: counts that end with the process. */
public final class MemoryUsageProvider implements UsageLedgerProvider {

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public UsageLedger create(SettingValues values) {
    return new MemoryUsage(InstantSource.system());
  }
}
