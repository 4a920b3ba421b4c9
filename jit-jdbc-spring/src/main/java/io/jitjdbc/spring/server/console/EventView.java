package io.jitjdbc.spring.server.console;

import io.jitjdbc.spring.server.audit.AuditTrail.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An event as the page of its session shows it. */
public record EventView(StoredEvent event) {

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

  public String requestId() {
    return event.text().at("request_id");
  }

  /** What else there is to say, a line each. */
  public List<String> facts() {
    var facts = new ArrayList<String>();
    for (String name :
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
            "policy_version")) {
      String value = event.text().at(name);
      if (!value.isEmpty()) {
        facts.add(name.replace('_', ' ') + ": " + value);
      }
    }
    if (type().equals("statement.finished")) {
      facts.add("rows: " + event.text().number("rows"));
    }
    for (String name : List.of("accesses", "columns_read", "approvers", "groups")) {
      List<String> values = event.text().list(name);
      if (!values.isEmpty()) {
        facts.add(name.replace('_', ' ') + ": " + String.join(", ", values));
      }
    }
    List<String> masks = event.text().pairs("masks");
    if (!masks.isEmpty()) {
      facts.add("masks: " + String.join(", ", masks));
    }
    return facts;
  }
}
