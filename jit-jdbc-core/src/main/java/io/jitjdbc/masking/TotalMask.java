package io.jitjdbc.masking;

import org.jspecify.annotations.Nullable;

/** Holds any mask function to the contract of {@link ColumnMask}: what breaks it is null. */
record TotalMask(ColumnMask function) implements ColumnMask {

  @Override
  public @Nullable Object mask(Object value) {
    Object shown;
    try {
      shown = function.mask(value);
    } catch (RuntimeException | StackOverflowError e) {
      // A failure must not tell values apart from null, and its text may hold the value.
      return null;
    }
    return shown != null && shown.getClass() == value.getClass() ? shown : null;
  }
}
