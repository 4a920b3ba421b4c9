package io.jitjdbc.masking;

import org.jspecify.annotations.Nullable;

/**
 * What stands where a text was hidden, always the same whatever was there, and recognisable: a text
 * that holds it came out of a mask and must not be written back over the real value.
 */
public final class Hidden {
  public static final String TEXT = "•••••";

  private Hidden() {}

  /** Whether the value is a text that a mask produced. */
  public static boolean isIn(@Nullable Object value) {
    return value instanceof String text && text.contains(TEXT);
  }

  /** The same type with nothing of the value in it: {@link #TEXT} for a text, null otherwise. */
  public static @Nullable Object insteadOf(Object value) {
    return value instanceof String ? TEXT : null;
  }
}
