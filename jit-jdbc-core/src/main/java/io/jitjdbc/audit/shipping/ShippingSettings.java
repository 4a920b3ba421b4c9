package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What every sink has that is fed from the log on this machine. */
public final class ShippingSettings {
  private static final Setting<Boolean> MANDATORY =
      Setting.of(
          "mandatory",
          Kind.FLAG,
          "false",
          "Whether a statement runs only when this sink has its event, and is refused otherwise.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "5s", "How long a statement waits for that, if it is so.");

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private ShippingSettings() {}

  /** With the sink's own. */
  public static List<Setting<?>> with(List<Setting<?>> own) {
    var all = new ArrayList<Setting<?>>(own);
    all.add(MANDATORY);
    all.add(TIMEOUT);
    return List.copyOf(all);
  }

  /**
   * A sink that is fed from the log of one of those before it; begins to deliver with the first
   * event.
   *
   * @param name the sink's, as in settings
   * @param remote makes the other end; called when everything else is known to be right
   * @throws InvalidSettingException if none of them keeps a log
   */
  public static AuditSink feed(
      String name, SettingValues values, List<AuditSink> before, Supplier<RemoteSink> remote) {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(TIMEOUT) + " must be from 10ms to 1m");
    }
    AuditLog log = AuditLog.among(before).orElseThrow(() -> withoutLog(name));
    var terms = new ShippingSink.Terms(name, values.get(MANDATORY), timeout);
    return new ShippingSink(terms, log, remote.get());
  }

  /** What is said where there is no log to feed from. */
  public static InvalidSettingException withoutLog(String name) {
    return new InvalidSettingException(
        "jit.audit names "
            + name
            + ", which is fed from the log of the recording sink, and no such sink before it: write"
            + " jit.audit=recording,"
            + name);
  }
}
