package io.jitjdbc.audit;

import java.util.List;

/**
 * Keeps audit events. Thread-safe.
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
   * One sink in front of several: an event is accepted when each has accepted it, in the order
   * given. The first that cannot ends it, and those after it never see the event.
   */
  static AuditSink inFrontOf(List<AuditSink> sinks) {
    return sinks.size() == 1 ? sinks.get(0) : new EverySink(sinks);
  }

  @Override
  default void close() {}
}
