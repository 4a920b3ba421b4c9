package io.jitjdbc.audit;

import java.util.List;
import java.util.Optional;

/**
 * Keeps audit events, and recordings if it can. Thread-safe.
 *
 * <p><b>Guarantees</b>: an event that {@link #record} returned from survives the death of the
 * process. <b>Does not protect against</b> somebody who may write where the sink writes.
 */
public interface AuditSink extends AutoCloseable {

  /**
   * Accepts an event for good before it returns.
   *
   * @throws AuditUnavailableException if it cannot; the statement is then refused
   */
  void record(AuditEvent event) throws AuditUnavailableException;

  /**
   * Accepts an event about something that has happened already, so that nobody needs to wait until
   * it is kept for good: it is kept no later than whatever is recorded next.
   *
   * @throws AuditUnavailableException if it cannot
   */
  default void note(AuditEvent event) throws AuditUnavailableException {
    record(event);
  }

  /** Whether it keeps recordings too: what callers read, cell by cell. */
  default boolean keepsRecordings() {
    return false;
  }

  /**
   * Accepts part of a recording. What was read is kept for good within the time that the sink
   * promises, and before it returns for the end of its result.
   *
   * @throws AuditUnavailableException if it cannot; nothing more may then be read
   */
  default void keep(Recorded part) throws AuditUnavailableException {
    throw new AuditUnavailableException("this sink keeps events only, and no recordings");
  }

  /**
   * What it keeps on this machine, for sinks that carry it elsewhere; empty if it keeps nothing.
   */
  default Optional<AuditLog> log() {
    return Optional.empty();
  }

  /** What it has yet to carry elsewhere; nothing for a sink that carries nothing. */
  default List<AuditBacklog> backlogs() {
    return List.of();
  }

  /**
   * One sink in front of several: an event is accepted when each has accepted it, in the order
   * given. The first that cannot ends it, and those after it never see the event. Recordings go to
   * those that keep them.
   */
  static AuditSink inFrontOf(List<AuditSink> sinks) {
    return sinks.size() == 1 ? sinks.get(0) : new EverySink(sinks);
  }

  @Override
  default void close() {}
}
