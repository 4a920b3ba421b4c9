package io.jitjdbc.usage.table;

import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.time.InstantSource;
import java.util.List;

/** {@code table}: counts in a database that every process can reach. */
public final class TableUsageProvider implements UsageLedgerProvider {
  private static final StoreSettings STORE = new StoreSettings("", "what was read");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Setting<?>> settings() {
    return STORE.all();
  }

  @Override
  public UsageLedger create(SettingValues values) {
    return create(values, InstantSource.system());
  }

  UsageLedger create(SettingValues values, InstantSource clock) {
    return new TableUsage(new UsageTable(STORE.open(values, UsageSchema.VERSIONS), clock));
  }
}
