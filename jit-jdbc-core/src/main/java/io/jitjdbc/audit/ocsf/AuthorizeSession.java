package io.jitjdbc.audit.ocsf;

import java.util.List;
import java.util.Map;

/** Leases that are issued: class 3003. */
record AuthorizeSession(Fields fields) {
  private static final int ASSIGN_PRIVILEGES = 1;

  Map<String, Object> issued() {
    var parties = new Parties(fields);
    Draft draft =
        new Draft(fields, EventClass.AUTHORIZE_SESSION, ASSIGN_PRIVILEGES, "Assign Privileges")
            .control(Control.ALLOWED);
    Json session = parties.session().put("expiration_time", fields.millis("expires_at"));
    draft
        .event()
        .object("actor", parties.actor())
        .object("user", parties.user().objects("programmatic_credentials", credential()))
        .object("session", session)
        .put("privileges", List.of("log in as " + fields.text("database_user")))
        .object("src_endpoint", parties.source())
        .object("dst_endpoint", parties.database().endpoint());
    return draft.done();
  }

  private Json credential() {
    return new Json().put("uid", fields.required("lease_id")).put("type", "Database Login");
  }
}
