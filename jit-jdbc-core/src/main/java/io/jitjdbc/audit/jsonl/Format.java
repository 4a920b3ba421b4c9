package io.jitjdbc.audit.jsonl;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.ocsf.OcsfEvent;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a line holds. */
enum Format {
  /** The fields of the event. */
  JIT(fields -> fields),
  /** What OCSF makes of them. */
  OCSF(OcsfEvent::of);

  private final UnaryOperator<Map<String, Object>> form;

  Format(UnaryOperator<Map<String, Object>> form) {
    this.form = form;
  }

  Map<String, Object> members(AuditEvent event) {
    return form.apply(EventFields.of(event));
  }
}
