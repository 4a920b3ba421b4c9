package io.jitjdbc.audit;

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

  @Override
  default void close() {}
}
