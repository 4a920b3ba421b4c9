package io.jitjdbc.policy;

/** What a recording keeps of a value. Sorted: the later, the more. */
public enum Keeping {
  /** Nothing of the value; of a cell, that it was read. */
  OMIT,
  /** A keyed hash, by which equal values are found. */
  HASH,
  /** The value itself. */
  KEEP
}
