package io.jitjdbc.audit;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/** Chosen by {@code jit.audit}, several at once. */
public interface AuditSinkProvider extends Provider<AuditSink> {

  /**
   * Makes a sink that works beside others; must not connect anywhere yet.
   *
   * @param before the sinks that were named before it: they accept each event before it does
   * @throws InvalidSettingException if a setting is missing or wrong, or a sink that it needs is
   *     not among them
   */
  default AuditSink create(SettingValues values, List<AuditSink> before) {
    return create(values);
  }
}
