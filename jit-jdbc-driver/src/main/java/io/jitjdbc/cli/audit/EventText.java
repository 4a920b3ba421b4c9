package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.replay.Visible;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Events in words. A type that is not known here is told by its fields. */
final class EventText {
  private static final Set<String> COMMON =
      Set.of("type", "id", "time", "session", "subject", "actor");

  private EventText() {}

  /** What happened, on one line. */
  static String line(RecordedEvent event) {
    return Visible.of(
        switch (event.type()) {
          case "session.opened" ->
              said(event, "opened", "target", "application", "purpose", "lease_id");
          case "session.closed" -> said(event, "closed", "reason");
          case "statement.decided" -> decided(event);
          case "statement.finished" ->
              said(
                  event,
                  "finished",
                  "outcome",
                  "rows",
                  "columns_read",
                  "found",
                  "budgets",
                  "sql_state");
          case "approval.asked" -> said(event, "approval asked", "request_id", "rule", "groups");
          case "approval.answered" ->
              said(event, "approval answered", "request_id", "status", "approvers");
          default -> said(event, event.type(), others(event));
        });
  }

  private static String decided(RecordedEvent event) {
    return "decided "
        + said(event, event.text("effect"), "rule", "reason", "masks", "budgets", "approval_id")
        + ": "
        + event.text("text").replaceAll("\\s+", " ").strip();
  }

  private static String[] others(RecordedEvent event) {
    return event.fields().keySet().stream()
        .filter(name -> !COMMON.contains(name))
        .toArray(String[]::new);
  }

  private static String said(RecordedEvent event, String what, String... names) {
    var parts = new StringJoiner(", ");
    for (String name : names) {
      String value = value(event, name);
      if (!value.isEmpty()) {
        parts.add(name.replace('_', ' ') + " " + value);
      }
    }
    return parts.length() == 0 ? what : what + " (" + parts + ")";
  }

  /** A field as text: lists with commas, people with their ids. */
  static String value(RecordedEvent event, String name) {
    Object value = event.fields().get(name);
    if (value instanceof List<?> list) {
      return list.stream().map(EventText::one).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?>) {
      RecordedEvent.Person person = event.person(name);
      return person.label() + " [" + person.key() + "]";
    }
    return event.text(name);
  }

  /** A budget in words, anything else as it is. */
  private static String one(Object value) {
    if (value instanceof Map<?, ?> use && use.containsKey("budget")) {
      return use.get("budget")
          + ": "
          + use.get("counted")
          + " of "
          + use.get("limit")
          + " "
          + use.get("unit");
    }
    return String.valueOf(value);
  }
}
