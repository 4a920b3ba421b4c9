package io.jitjdbc.audit.slf4j;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.policy.PolicyMode;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes each event as one line of {@code name=value}: what went wrong as a warning, the rest as
 * information. What the line survives is up to the logging backend, so this sink alone does not
 * make a record that lasts. A logger that is off refuses the event instead of losing it.
 */
final class LoggingAuditSink implements AuditSink {
  private static final Set<Object> WARNINGS =
      Set.of("deny", "denied", "failed", "REJECTED", "EXPIRED");

  private final Logger logger;

  LoggingAuditSink(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    Map<String, Object> fields = EventFields.of(event);
    Level level = level(fields);
    if (!logger.isEnabledForLevel(level)) {
      throw new AuditUnavailableException(
          "the audit log would drop this event: set the logger "
              + logger.getName()
              + " to level INFO, or choose another sink");
    }
    logger.atLevel(level).log(LogLine.of(fields));
  }

  private static Level level(Map<String, Object> fields) {
    boolean bound = !PolicyMode.OBSERVE.word().equals(fields.get("mode"));
    boolean bad =
        (bound && WARNINGS.contains(fields.getOrDefault("effect", "")))
            || WARNINGS.contains(fields.getOrDefault("outcome", ""))
            || WARNINGS.contains(fields.getOrDefault("status", ""));
    return bad ? Level.WARN : Level.INFO;
  }
}
