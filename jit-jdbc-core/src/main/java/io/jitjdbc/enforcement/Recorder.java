package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one session's events to every sink. */
final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  // An array, because it is gone through twice for each statement.
  private final AuditSink[] sinks;
  private final InstantSource clock;
  private final String session;
  private final Subject actor;
  private final Attribution attribution;
  private final AtomicLong sequence = new AtomicLong();

  Recorder(
      List<AuditSink> sinks,
      InstantSource clock,
      String session,
      Subject actor,
      Attribution attribution) {
    this.sinks = sinks.toArray(AuditSink[]::new);
    this.clock = clock;
    this.session = session;
    this.actor = actor;
    this.attribution = attribution;
  }

  Attribution attribution() {
    return attribution;
  }

  Subject actor() {
    return actor;
  }

  EventId nextId() {
    return new EventId(session, sequence.incrementAndGet());
  }

  EventHeader header(Subject subject) {
    return header(subject, clock.instant());
  }

  EventHeader header(Subject subject, Instant time) {
    return new EventHeader(
        nextId(), time, subject, actor, attribution.connection(), attribution.now());
  }

  /** For what comes of an event: it belongs to whatever that one belongs to. */
  EventHeader following(EventHeader first) {
    return new EventHeader(
        nextId(),
        clock.instant(),
        first.subject(),
        first.actor(),
        first.connection(),
        first.correlation());
  }

  /**
   * Keeps an event that must be kept before anything else happens.
   *
   * @throws RefusedException if one sink cannot
   */
  void require(AuditEvent event) throws RefusedException {
    try {
      for (AuditSink sink : sinks) {
        sink.record(event);
      }
    } catch (AuditUnavailableException e) {
      throw RefusedException.denied(
          "nothing was run, because it cannot be recorded: " + e.getMessage());
    }
  }

  /**
   * Keeps part of a recording.
   *
   * @throws RefusedException if one sink that keeps recordings cannot, or if none does
   */
  void keep(Recorded part) throws RefusedException {
    boolean kept = false;
    try {
      for (AuditSink sink : sinks) {
        if (sink.keepsRecordings()) {
          sink.keep(part);
          kept = true;
        }
      }
    } catch (AuditUnavailableException | RuntimeException e) {
      LOG.error("Part of the recording of statement {} is lost", part.statementId(), e);
      throw RefusedException.denied(
          "nothing more is handed out, because it cannot be recorded: " + reason(e));
    }
    if (!kept) {
      throw RefusedException.denied(
          "nothing more is handed out, because no audit sink keeps recordings; have jit.audit name"
              + " the sink recording, too");
    }
  }

  /** Only a sink's own words are for the caller. */
  private static String reason(Exception e) {
    return e instanceof AuditUnavailableException
        ? "" + e.getMessage()
        : "the sink failed; see the log";
  }

  /** Keeps an event about something that has happened already or does not happen at all. */
  void note(AuditEvent event) {
    try {
      for (AuditSink sink : sinks) {
        sink.note(event);
      }
    } catch (AuditUnavailableException | RuntimeException e) {
      // Whoever notes has something to finish, such as ending a connection, and must come to it.
      LOG.error("Audit event {} of session {} is lost: {}", event.type(), session, e.getMessage());
    }
  }
}
