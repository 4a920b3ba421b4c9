package io.jitjdbc.audit.shipping;

import java.util.List;
import java.util.Optional;

/**
 * The other end of a shipment. Used by one thread at a time, which may be interrupted to end it.
 */
public interface RemoteSink extends AutoCloseable {

  /**
   * Returns when the other end keeps every event for good, but for those that it refuses for good.
   * An event that it has already, by its id, it does not keep twice.
   *
   * @param events in the log's order, one at least
   * @return what was refused
   * @throws UndeliveredException if any other may not have been kept; the same events come again
   */
  List<Refusal> deliver(List<Shipped> events) throws UndeliveredException;

  /**
   * Keeps what a log says about itself, so that nobody can cut it off where it was written.
   *
   * @param from the number of the first line
   * @return why the other end refuses it for good; empty if it keeps it
   * @throws UndeliveredException if it may not have been kept; the same lines come again
   */
  default Optional<String> anchor(String log, int from, List<String> lines)
      throws UndeliveredException {
    return Optional.empty();
  }

  /** Whether it keeps those. */
  default boolean keepsLedgers() {
    return false;
  }

  @Override
  void close();
}
