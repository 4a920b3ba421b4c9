package io.jitjdbc.usage;

import io.jitjdbc.access.RefusedException;
import java.util.Set;

/**
 * Counts what was read, and says how much more may be. Thread-safe; may block on the network for a
 * bounded time.
 *
 * <p>Who reads takes rows in blocks before handing them out, and gives back what was not read in
 * the end. The window slides by slots, each a 24th of it: what was used is counted for the window
 * and up to a slot longer, and never for less.
 *
 * <p><b>Guarantees</b>: within a window, never more than the limit is granted, to however many
 * threads and (if the ledger is shared) processes at once; what the ledger cannot count is refused.
 * Of what a process took and did not give back, because it was killed or the ledger was away,
 * nothing is lost for good: it leaves the window with its slot.
 *
 * <p><b>Does not protect against</b> somebody who may write to where the ledger keeps its counts,
 * nor against a subject with several identities. What is reserved counts from then on: who takes
 * many blocks and reads them a window later has them beside those of that later window, so blocks
 * should be small. Clocks of two machines that differ let what was used fall out of the window
 * earlier, by that difference. A limit whose window somebody lengthens knows of the time before
 * only what the shorter window still held.
 */
public interface UsageLedger extends AutoCloseable {

  /**
   * Takes what is left of the limit, up to what is wanted.
   *
   * @param wanted 0 or more
   * @throws RefusedException if the ledger cannot be asked
   */
  Reservation reserve(UsageKey key, UsageLimit limit, long wanted) throws RefusedException;

  /**
   * Gives back what was reserved and not read; at most once for each reservation. Never throws:
   * what cannot be given back stays counted until it leaves the window.
   *
   * @param unread at most what was granted
   */
  void giveBack(Reservation reservation, long unread);

  /**
   * Takes distinct values, in the set's order: those that are counted within the window already,
   * and new ones until the limit is reached. Each is counted from now on for a window, whether it
   * was known or not.
   *
   * @param digests of the values, each 64 hexadecimal digits in lower case; values themselves are
   *     refused
   * @return those that may be read; the others may not
   * @throws RefusedException if the ledger cannot be asked
   */
  Set<String> admit(UsageKey key, UsageLimit limit, Set<String> digests) throws RefusedException;

  /**
   * How much is counted within the window, for messages and for people: it may have changed by now.
   *
   * @throws RefusedException if the ledger cannot be asked
   */
  long used(UsageKey key, UsageLimit limit) throws RefusedException;

  @Override
  default void close() {}
}
