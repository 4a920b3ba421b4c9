package io.jitjdbc.masking;

import io.jitjdbc.settings.Provider;

/** Named by {@code function} in the policy's masks; its arguments arrive as settings. */
public interface ColumnMaskProvider extends Provider<ColumnMask> {

  /**
   * The most that any mask of this function shows of a value. A function that does not say gives
   * way to every function that shows less.
   */
  default Strictness strictness() {
    return Strictness.PART;
  }
}
