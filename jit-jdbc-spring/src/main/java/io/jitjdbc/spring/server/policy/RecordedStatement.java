package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Subject;
import io.jitjdbc.spring.server.audit.AuditTrail.StoredEvent;
import io.jitjdbc.spring.server.audit.EventText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that was decided once, as far as its event tells.
 *
 * @param subject with the groups that they were in when they last came
 * @param actor who acted for them; themselves if nobody did
 * @param text without literals
 * @param before what was decided about it
 */
record RecordedStatement(
    Subject subject,
    Subject actor,
    Place place,
    String kind,
    Set<Access> accesses,
    String text,
    Instant time,
    Outcome before) {
  RecordedStatement {
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(place);
    requireNonNull(kind);
    accesses = Set.copyOf(accesses);
    requireNonNull(text);
    requireNonNull(time);
    requireNonNull(before);
  }

  /** Where it came from, and why. */
  record Place(String target, String application, String purpose) {}

  /**
   * What an event tells; empty if nobody knows the groups of who asked, or what it needs was not
   * found out then.
   *
   * @param accesses what it needed, read back from the event
   * @param people by their key
   */
  static Optional<RecordedStatement> of(
      StoredEvent event, Set<Access> accesses, Map<String, Subject> people) {
    EventText text = event.text();
    Subject subject = people.get(key(text, "subject"));
    String kind = text.at("kind");
    if (subject == null || kind.equals("UNKNOWN")) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedStatement(
            subject,
            people.getOrDefault(key(text, "actor"), subject),
            new Place(
                text.at("connection", "target"),
                text.at("connection", "application"),
                text.whole("purpose")),
            kind,
            accesses,
            text.whole("text"),
            event.at(),
            Outcome.recorded(text.at("effect"), text.at("rule"))));
  }

  private static String key(EventText text, String member) {
    return text.at(member, "issuer") + '|' + text.at(member, "id");
  }
}
