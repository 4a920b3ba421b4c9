package io.jitjdbc.audit.jsonl;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.ocsf.OcsfEvent;
import java.util.Map;

/** What a line holds. */
enum Format {
  /** The fields of the event. */
  JIT,
  /** What OCSF makes of them. */
  OCSF;

  Map<String, Object> members(AuditEvent event) {
    Map<String, Object> fields = EventFields.of(event);
    return switch (this) {
      case JIT -> fields;
      case OCSF -> OcsfEvent.of(fields);
    };
  }
}
