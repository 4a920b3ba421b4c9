package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.driver.settings.ConnectionSettings;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.enforcement.ApprovalMode;
import io.jitjdbc.enforcement.Components;
import io.jitjdbc.enforcement.EnforcementPoint;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One enforcement point for all connections that were asked with the same shared settings. */
final class EnforcementPoints implements AutoCloseable {
  private final Map<Map<String, String>, EnforcementPoint> points = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Overrides overrides;

  EnforcementPoints(InstantSource clock, Overrides overrides) {
    this.clock = clock;
    this.overrides = overrides;
  }

  /** The point for these settings; made on first use, without any I/O but reading files. */
  EnforcementPoint get(ConnectionSettings settings) {
    return points.computeIfAbsent(settings.shared(), shared -> create(settings));
  }

  @Override
  public void close() {
    List<Map<String, String>> keys = List.copyOf(points.keySet());
    for (Map<String, String> key : keys) {
      EnforcementPoint point = points.remove(key);
      if (point != null) {
        point.close();
      }
    }
  }

  private EnforcementPoint create(ConnectionSettings settings) {
    SettingValues values = settings.values();
    var mode =
        new ApprovalMode(
            values.get(DriverSettings.APPROVAL_MODE), values.get(DriverSettings.APPROVAL_WAIT));
    var components =
        new Components(
            overrides.subjects().orElseGet(() -> subjects(settings)),
            overrides.broker().orElseGet(() -> broker(settings)),
            overrides.policy().orElseGet(() -> policy(settings)),
            overrides.approvals().orElseGet(() -> approvals(settings)),
            overrides.sinks().isEmpty() ? sinks(settings) : overrides.sinks());
    return new EnforcementPoint(components, mode, clock);
  }

  private static io.jitjdbc.identity.SubjectResolver subjects(ConnectionSettings settings) {
    return make(settings, DriverSettings.SUBJECT, SubjectResolverProvider.class);
  }

  private static io.jitjdbc.credential.CredentialBroker broker(ConnectionSettings settings) {
    if (settings.values().find(DriverSettings.BROKER).isEmpty()) {
      throw new InvalidSettingException(
          "jit.broker is required: it names who leases the database logins, one of "
              + DriverSettings.names(CredentialBrokerProvider.class));
    }
    return make(settings, DriverSettings.BROKER, CredentialBrokerProvider.class);
  }

  private static io.jitjdbc.policy.PolicyDecisionPoint policy(ConnectionSettings settings) {
    return make(settings, DriverSettings.POLICY, PolicyDecisionPointProvider.class);
  }

  private static io.jitjdbc.approval.ApprovalService approvals(ConnectionSettings settings) {
    return make(settings, DriverSettings.APPROVAL, ApprovalServiceProvider.class);
  }

  private static List<AuditSink> sinks(ConnectionSettings settings) {
    var sinks = new ArrayList<AuditSink>();
    for (String name : settings.values().get(DriverSettings.AUDIT)) {
      sinks.add(make(settings, DriverSettings.AUDIT, AuditSinkProvider.class, name));
    }
    if (sinks.isEmpty()) {
      throw new InvalidSettingException("jit.audit must name at least one sink");
    }
    return sinks;
  }

  private static <T, P extends Provider<T>> T make(
      ConnectionSettings settings, Setting<String> selector, Class<P> type) {
    return make(settings, selector, type, settings.values().get(selector));
  }

  private static <T, P extends Provider<T>> T make(
      ConnectionSettings settings, Setting<?> selector, Class<P> type, String name) {
    P provider = Providers.named(type, DriverSettings.PREFIX + selector.name(), name);
    return provider.create(settings.provider(selector, name));
  }
}
