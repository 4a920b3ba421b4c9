package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;

/** What brings the answers that people give by a channel. Thread-safe. */
public interface Ears extends AutoCloseable {

  /** Where people answer by themselves. */
  Ears NONE = () -> {};

  /**
   * Listens from now on. The second time, nothing happens.
   *
   * @throws RefusedException if it cannot: answers would not arrive
   */
  default void listen() throws RefusedException {}

  /**
   * Tells people of a request that waits, if a process has ended between filing it and telling
   * them.
   *
   * @throws RefusedException if nobody can be told
   */
  default void makeUp(AccessRequest waiting) throws RefusedException {}

  /**
   * Looks for answers where a channel has to be asked for them, no more often than is good for it.
   *
   * @return whether something may have come of it
   * @throws RefusedException if the request can go on no more
   */
  default boolean look(RequestProgress seen) throws RefusedException {
    return false;
  }

  /**
   * What somebody has to do for a request to be answered.
   *
   * @param otherwise the way that there always is
   */
  default String nextStep(AccessRequest request, String otherwise) {
    return otherwise;
  }

  @Override
  void close();
}
