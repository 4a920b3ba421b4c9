package io.jitjdbc.corpus;

/** What became of one statement. */
enum Outcome {
  /** It ran. */
  RAN,
  /** We refused it. */
  REFUSED,
  /** It was permitted and failed. */
  FAILED
}
