package io.jitjdbc.masking;

/** How much of a value a mask shows, the least first: where several masks meet, the first wins. */
public enum Strictness {
  /** Not even a text in its place. */
  ABSENT,
  /** The same for every value. */
  FIXED,
  /** Which values are equal, and nothing else. */
  TOKEN,
  /** A part of the value, or about how large it is. */
  PART;

  /** Whether nothing can be told from the mask, whatever was computed before it was applied. */
  public boolean showsNothing() {
    return compareTo(FIXED) <= 0;
  }
}
