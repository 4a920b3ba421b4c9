package io.jitjdbc.audit.ocsf;

import io.jitjdbc.policy.PolicyMode;
import java.util.List;
import java.util.Map;

/** Connections and statements: class 6005. */
record DatastoreActivity(Fields fields) {
  private static final int READ = 1;
  private static final int CONNECT = 3;
  private static final int QUERY = 4;
  private static final int WRITE = 5;
  private static final int OTHER = 99;

  Map<String, Object> opened() {
    Draft draft = draft(CONNECT, "Connect").control(Control.ALLOWED);
    return placed(draft, parties().actor()).done();
  }

  Map<String, Object> closed() {
    boolean isRevoked = fields.text("reason").contains("revoked");
    Draft draft = draft(OTHER, "Disconnect").control(isRevoked ? Control.REVOKED : Control.ALLOWED);
    return placed(draft, parties().actor()).done();
  }

  Map<String, Object> decided() {
    Control control = control();
    return statement(draft(QUERY, "Query").control(control), control);
  }

  Map<String, Object> explained() {
    return statement(draft(OTHER, "Explain").control(Control.LOGGED), Control.LOGGED);
  }

  Map<String, Object> finished() {
    Draft draft =
        switch (fields.text("outcome")) {
          case "exhausted", "closed" -> draft(READ, "Read").control(Control.ALLOWED);
          case "updated" -> draft(WRITE, "Write").control(Control.ALLOWED);
          case "denied" -> draft(QUERY, "Query").control(Control.BLOCKED);
          default -> draft(QUERY, "Query").control(Control.ERROR);
        };
    return placed(draft, parties().actor()).done();
  }

  private Control control() {
    if (PolicyMode.OBSERVE.word().equals(fields.text("mode"))) {
      return Control.LOGGED;
    }
    if (!fields.text("effect").equals("permit")) {
      return Control.BLOCKED;
    }
    return fields.text("approval_id").isEmpty() ? Control.ALLOWED : Control.APPROVED;
  }

  private Map<String, Object> statement(Draft draft, Control control) {
    Json policy = policy();
    Json authorization = new Json().put("decision", decision(control)).object("policy", policy);
    placed(draft, parties().actor().objects("authorizations", authorization));
    draft.event().object("query_info", query()).object("policy", policy);
    return draft.done();
  }

  private String decision(Control control) {
    return switch (control) {
      case APPROVED -> "Approved";
      case ALLOWED -> "Allowed";
      case BLOCKED -> "Denied";
      default -> "Observed: " + fields.text("effect");
    };
  }

  private Json policy() {
    String rule = fields.text("rule").isEmpty() ? "none" : fields.text("rule");
    return new Json()
        .put("name", rule)
        .put("uid", rule)
        .text("version", fields.text("policy_version"))
        .put("is_applied", !PolicyMode.OBSERVE.word().equals(fields.text("mode")));
  }

  private Json query() {
    return new Json()
        .put("uid", fields.required("statement_id"))
        .put("query_string", Draft.shortened(fields.text("text")))
        .put("query_time", fields.millis("time"));
  }

  private Draft draft(int activity, String name) {
    return new Draft(fields, EventClass.DATASTORE_ACTIVITY, activity, name);
  }

  private Parties parties() {
    return new Parties(fields);
  }

  private Draft placed(Draft draft, Json actor) {
    DatabaseAddress address = parties().database();
    draft
        .event()
        .object("actor", actor)
        .object("src_endpoint", parties().source())
        .object("dst_endpoint", address.endpoint())
        .object("database", address.database());
    table(draft.event());
    return draft;
  }

  /** The schema has room for one; several are in {@code unmapped.jit.objects}. */
  private void table(Json event) {
    List<?> objects = fields.list("objects");
    if (objects.size() == 1 && objects.get(0) instanceof Map<?, ?> only) {
      event
          .object("table", new Json().put("name", new Fields(only).required("name")))
          .choice("type", 3, "Table");
    } else {
      event.choice("type", 1, "Database");
    }
  }
}
