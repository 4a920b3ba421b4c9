package io.jitjdbc.examples.quickstart;

import io.jitjdbc.examples.quickstart.AuditTrail.Event;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;

/** Prints the audit trail so that a person can follow it: when, who, what, and what came of it. */
final class AuditDigest {
  private final Terminal terminal;

  AuditDigest(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(AuditTrail trail) throws IOException, ParseException {
    List<Event> events = trail.events();
    events.forEach(this::print);
    terminal.blank();
    terminal.say(events.size() + " events, one JSON object a line, in");
    terminal.say(trail.file().toString());
    terminal.say("One of them as it stands there:");
    terminal.raw(trail.last("approval.answered").line());
  }

  private void print(Event event) {
    switch (event.type()) {
      case "lease.issued" ->
          headed(
              event, "leased", event.text("database_user") + " until " + event.clock("expires_at"));
      case "lease.ended" ->
          headed(event, "lease end", event.text("lease_id") + ": " + event.text("reason"));
      case "session.opened" ->
          headed(event, "connected", event.text("target") + ", purpose: " + event.text("purpose"));
      case "session.closed" -> headed(event, "closed", "connection: " + event.text("reason"));
      case "statement.decided" -> decided(event);
      case "statement.finished" -> finished(event);
      case "approval.asked" ->
          headed(
              event, "asked", event.list("groups") + " with request " + event.text("request_id"));
      case "approval.answered" -> answered(event);
      default -> headed(event, event.type(), "");
    }
  }

  private void decided(Event event) {
    boolean permitted = event.text("effect").equals("permit");
    headed(event, permitted ? "permitted" : "DENIED", event.text("text"));
    continued("rule", event.text("rule"));
    continued("because", event.text("reason"));
    continued("masks", event.list("masks"));
  }

  private void finished(Event event) {
    String rows = event.text("rows") + " rows (" + event.text("outcome") + ")";
    headed(event, "finished", rows + ", columns read: " + event.list("columns_read"));
  }

  private void answered(Event event) {
    String request = "request " + event.text("request_id") + " is " + event.text("status");
    headed(event, "answered", request + ", by " + event.list("approvers"));
  }

  private void headed(Event event, String word, String text) {
    terminal.entry(event.clock("time") + "  " + event.subject() + "  " + word, text);
  }

  private void continued(String word, String text) {
    if (!text.isEmpty()) {
      terminal.entry("", word + ": " + text);
    }
  }
}
