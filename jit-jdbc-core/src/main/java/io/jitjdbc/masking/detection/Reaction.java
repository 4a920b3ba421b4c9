package io.jitjdbc.masking.detection;

/** What happens to a sensitive text that was found; the later, the stricter. */
public enum Reaction {
  /** It is shown, and the record says that it was. */
  OBSERVE,
  /** It is hidden, and the record says that it was. */
  MASK
}
