package io.jitjdbc.audit.slf4j;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
import org.slf4j.LoggerFactory;

/** {@code slf4j}: events in the application's log, under the logger {@code io.jitjdbc.audit}. */
public final class Slf4jAuditProvider implements AuditSinkProvider {
  @Override
  public String name() {
    return "slf4j";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public AuditSink create(SettingValues values) {
    return new LoggingAuditSink(LoggerFactory.getLogger("io.jitjdbc.audit"));
  }
}
