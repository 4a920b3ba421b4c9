package io.jitjdbc.driver;

import io.jitjdbc.driver.settings.ConnectionSettings;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.enforcement.ApprovalMode;
import io.jitjdbc.enforcement.EnforcementPoint;
import io.jitjdbc.enforcement.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One enforcement point for all connections that were asked with the same shared settings. */
final class EnforcementPoints implements AutoCloseable {
  private final Map<Map<String, String>, Assembly> assemblies = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Overrides overrides;

  /** A point with the parts to close after it. */
  private record Assembly(EnforcementPoint point, Parts parts) implements AutoCloseable {
    @Override
    public void close() {
      point.close();
      parts.close();
    }
  }

  EnforcementPoints(InstantSource clock, Overrides overrides) {
    this.clock = clock;
    this.overrides = overrides;
  }

  /** The point for these settings; made on first use, without any I/O but reading files. */
  EnforcementPoint get(ConnectionSettings settings) {
    return assemblies.computeIfAbsent(settings.shared(), shared -> assemble(settings)).point();
  }

  @Override
  public void close() {
    List<Map<String, String>> keys = List.copyOf(assemblies.keySet());
    for (Map<String, String> key : keys) {
      Assembly assembly = assemblies.remove(key);
      if (assembly != null) {
        assembly.close();
      }
    }
  }

  private Assembly assemble(ConnectionSettings settings) {
    var mode =
        new ApprovalMode(
            settings.values().get(DriverSettings.APPROVAL_MODE),
            settings.values().get(DriverSettings.APPROVAL_WAIT),
            settings.values().get(DriverSettings.APPROVAL_IN_TRANSACTION));
    Duration check = settings.values().get(DriverSettings.LEASE_CHECK);
    var tracing =
        new Tracing(
            settings.values().get(DriverSettings.AUDIT_TRACE),
            settings.values().get(DriverSettings.AUDIT_CALLER));
    var parts = new Parts(settings);
    var point = new EnforcementPoint(parts.gather(overrides), mode, check, clock, tracing);
    return new Assembly(point, parts);
  }
}
