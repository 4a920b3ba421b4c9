package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;

/**
 * Counts the rows of one result against one limit. A result is read by one thread at a time, but
 * another may close it: nothing is handed out of what was given back.
 */
interface Meter {

  /** Whether the next row waits for nobody, whatever it holds. */
  boolean holdsAnyRow();

  /**
   * Counts the row, unless it is.
   *
   * @return false if it is more than is left
   * @throws RefusedException if it cannot be counted
   */
  boolean reserve(CountedRow row) throws RefusedException;

  /** False if the result was closed meanwhile: its row may not be handed out. */
  boolean spend(CountedRow row) throws RefusedException;

  /** What is said where a row is too much, and what it takes to go on. */
  Excess excess();

  /** What is said where a row cannot be counted. */
  Excess uncounted(String why);

  /** The row may be handed out, and so may those after it, as far as the present limit goes. */
  void lift();

  /** From here on, rows are not even counted. */
  void waive();

  /** Gives back what is reserved and not spent; reading on reserves anew. */
  void giveBack();

  /** The same for good. */
  void close();

  boolean isClosed();
}
