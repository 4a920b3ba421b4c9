package io.jitjdbc.policy.yaml;

import java.util.function.Supplier;

/** Whether a condition holds, as far as that can be told. */
enum Holds {
  YES,
  NO,
  UNKNOWN;

  static Holds when(boolean yes) {
    return yes ? YES : NO;
  }

  /** Whether both hold; the other is not looked at if this one does not. */
  Holds and(Supplier<Holds> other) {
    if (this == NO) {
      return NO;
    }
    Holds second = other.get();
    return second == YES ? this : second;
  }
}
