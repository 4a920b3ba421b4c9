package io.jitjdbc.sql;

/** What a statement does to the transaction that it runs in. */
public enum TransactionStep {
  NONE,

  /** There is one from then on, whether each statement was one of its own before or not. */
  BEGINS,

  /** What was changed is kept or taken back. */
  ENDS,

  /** The same, and the next one begins. */
  GOES_ON
}
