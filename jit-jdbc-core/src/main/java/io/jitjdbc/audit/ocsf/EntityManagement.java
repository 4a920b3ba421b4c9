package io.jitjdbc.audit.ocsf;

import java.util.List;
import java.util.Map;

/** Access requests, and the ends of leases: class 3004. */
record EntityManagement(Fields fields) {
  private static final int OTHER = 99;
  private static final int CREATE = 1;
  private static final int UPDATE = 3;
  private static final int DISABLE = 9;
  private static final int DEACTIVATE = 11;

  Map<String, Object> asked() {
    Draft draft = draft(CREATE, "Create").control(Control.DELAYED);
    return about(draft, new Parties(fields).actor(), request());
  }

  Map<String, Object> bypassed() {
    Draft draft = draft(CREATE, "Create").control(Control.ALERT);
    draft.event().text("comment", fields.text("reason"));
    return about(draft, new Parties(fields).actor(), request());
  }

  Map<String, Object> answered() {
    Draft draft =
        switch (fields.text("status")) {
          case "APPROVED", "CONSUMED" -> draft(UPDATE, "Update").control(Control.APPROVED);
          case "REJECTED" -> draft(UPDATE, "Update").control(Control.REJECTED);
          case "REVOKED" -> draft(DISABLE, "Disable").control(Control.REVOKED);
          default -> draft(DEACTIVATE, "Deactivate").control(Control.LAPSED);
        };
    return about(draft, answerer(), request());
  }

  Map<String, Object> leaseEnded() {
    boolean isRevoked = fields.text("reason").equals("revoked");
    Draft draft =
        isRevoked
            ? draft(DISABLE, "Disable").control(Control.REVOKED)
            : draft(DEACTIVATE, "Deactivate").control(Control.ALLOWED);
    Json lease =
        new Json()
            .choice("type", OTHER, "Credential Lease")
            .put("uid", fields.required("lease_id"));
    return about(draft, new Parties(fields).actor(), lease);
  }

  /** Who answered first; whoever else did is in {@code unmapped.jit.approvers}. */
  private Json answerer() {
    List<?> approvers = fields.list("approvers");
    return approvers.isEmpty()
        ? new Parties(fields).actor()
        : Parties.person(String.valueOf(approvers.get(0)));
  }

  private Json request() {
    Json data =
        new Json()
            .text("subject", fields.object("subject").text("id"))
            .text("statement", fields.text("statement_id"))
            .text("state", fields.text("status"));
    return new Json()
        .choice("type", OTHER, "Access Request")
        .put("uid", fields.required("request_id"))
        .text("name", fields.text("rule"))
        .object("data", data);
  }

  private Draft draft(int activity, String name) {
    return new Draft(fields, EventClass.ENTITY_MANAGEMENT, activity, name);
  }

  private Map<String, Object> about(Draft draft, Json actor, Json entity) {
    draft
        .event()
        .object("actor", actor)
        .object("src_endpoint", new Parties(fields).source())
        .object("entity", entity);
    return draft.done();
  }
}
