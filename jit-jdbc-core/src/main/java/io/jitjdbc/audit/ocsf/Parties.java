package io.jitjdbc.audit.ocsf;

/** Who and what takes part in an event. */
record Parties(Fields event) {
  private static final String UNKNOWN = "unknown";

  private String of(String name) {
    String own = event.text(name);
    return own.isEmpty() ? event.object("connection").text(name) : own;
  }

  /** The machine that the program runs on. */
  Json source() {
    String host = of("host");
    return host.isEmpty()
        ? new Json().put("svc_name", "jit-jdbc")
        : new Json().put("hostname", host).put("svc_name", "jit-jdbc");
  }

  DatabaseAddress database() {
    return DatabaseAddress.of(of("target"));
  }

  Json user() {
    Fields subject = event.object("subject");
    String id = subject.text("id");
    return new Json()
        .choice("type", 1, "User")
        .put("uid", id.isEmpty() ? UNKNOWN : id)
        .text("name", subject.text("name"));
  }

  Json session() {
    return new Json()
        .text("uid", event.text("session"))
        .text("issuer", event.object("subject").text("issuer"))
        .text("credential_uid", of("lease_id"));
  }

  /** Whose rights counted; see {@code unmapped.jit.actor} for who acted on their behalf. */
  Json actor() {
    return new Json()
        .object("user", user())
        .object("session", session())
        .object("idp", idp(event.object("subject").text("issuer")))
        .text("app_name", of("application"));
  }

  /** Somebody who was asked, and of whom an event has only the name. */
  static Json person(String name) {
    return new Json()
        .object(
            "user",
            new Json().choice("type", 1, "User").put("name", name.isEmpty() ? UNKNOWN : name));
  }

  private static Json idp(String issuer) {
    return new Json().text("uid", issuer).text("name", issuer);
  }
}
