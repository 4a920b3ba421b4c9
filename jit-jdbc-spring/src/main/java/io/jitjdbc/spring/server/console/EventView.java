package io.jitjdbc.spring.server.console;

import io.jitjdbc.spring.server.audit.AuditTrail.StoredEvent;
import io.jitjdbc.spring.server.audit.EventText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An event as the page of its session shows it. */
public record EventView(StoredEvent event) {
  private static final List<String> FACTS =
      List.of(
          "rule",
          "reason",
          "purpose",
          "status",
          "outcome",
          "sql_state",
          "target",
          "application",
          "lease_id",
          "database_user",
          "expires_at",
          "policy_version");
  private static final List<String> LISTS =
      List.of("accesses", "columns_read", "lineage", "approvers", "groups");

  public Instant at() {
    return event.at();
  }

  public String type() {
    return event.type();
  }

  public String who() {
    return event.text().at("subject", "name");
  }

  public String subject() {
    return event.text().at("subject", "issuer") + " | " + event.text().at("subject", "id");
  }

  public String statement() {
    return event.text().whole("text");
  }

  public String effect() {
    return event.text().at("effect");
  }

  /** The statement that it decides; empty for any other event. */
  public String decidedId() {
    return type().equals("statement.decided") ? event.text().at("statement_id") : "";
  }

  public String requestId() {
    return event.text().at("request_id");
  }

  /** What else there is to say, a line each. */
  public List<String> facts() {
    EventText text = event.text();
    var facts = new ArrayList<String>();
    for (String name : FACTS) {
      add(facts, name, text.at(name));
    }
    if (type().equals("statement.finished")) {
      add(facts, "rows", String.valueOf(text.number("rows")));
    }
    for (String name : LISTS) {
      add(facts, name, String.join(", ", text.list(name)));
    }
    add(facts, "masks", String.join(", ", text.pairs("masks")));
    return facts;
  }

  private static void add(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name.replace('_', ' ') + ": " + value);
    }
  }
}
