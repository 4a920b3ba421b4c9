package io.jitjdbc.audit.table;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.shipping.ShippingSettings;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.util.List;

/**
 * {@code table}: events in a database table, fed from the log of the {@code recording} sink.
 *
 * <p><b>Guarantees</b>: each event of the log is one row, whatever dies in between. <b>Does not
 * protect against</b> somebody who may write to the table: the log is what proves itself.
 */
public final class TableAuditProvider implements AuditSinkProvider {
  private static final StoreSettings STORE = new StoreSettings("", "audit events");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Setting<?>> settings() {
    return ShippingSettings.with(STORE.all());
  }

  @Override
  public AuditSink create(SettingValues values) {
    throw ShippingSettings.withoutLog(name());
  }

  @Override
  public AuditSink create(SettingValues values, List<AuditSink> before) {
    return ShippingSettings.feed(
        name(),
        values,
        before,
        () -> new AuditTable(STORE.open(values, AuditSchema.VERSIONS), "jit.audit.table."));
  }
}
