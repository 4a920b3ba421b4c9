package io.jitjdbc.enforcement;

/** The values that are bound to a statement. Only looked at when something depends on them. */
@FunctionalInterface
public interface Binds {
  /** SHA-256 over the typed values, in hex. */
  String digest();

  /** Whether one of them holds {@link io.jitjdbc.masking.Hidden#TEXT}. */
  default boolean carryMask() {
    return false;
  }
}
