package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import java.time.Instant;

/**
 * What every event has.
 *
 * @param id unique for ever, and the key by which a sink may drop a repeated event
 * @param time when it happened
 * @param subject whose rights counted
 * @param actor who acted for the subject; the subject itself where nobody did
 * @param connection what it has in common with every event of its connection
 * @param correlation to what else it belongs
 */
public record EventHeader(
    EventId id,
    Instant time,
    Subject subject,
    Subject actor,
    SessionFacts connection,
    Correlation correlation) {
  public EventHeader {
    requireNonNull(id);
    requireNonNull(time);
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(connection);
    requireNonNull(correlation);
  }

  /** One of a connection of which no more is known. */
  public EventHeader(EventId id, Instant time, Subject subject, Subject actor) {
    this(id, time, subject, actor, SessionFacts.UNKNOWN, Correlation.NONE);
  }

  /** The connection it belongs to. */
  public String session() {
    return id.session();
  }
}
