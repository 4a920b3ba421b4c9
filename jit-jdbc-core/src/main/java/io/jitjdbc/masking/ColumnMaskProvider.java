package io.jitjdbc.masking;

import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.SettingValues;

/** Named by {@code function} in the policy's masks; its arguments arrive as settings. */
public interface ColumnMaskProvider extends Provider<ColumnMask> {

  /**
   * The most that any mask of this function shows of a value. A function that does not say gives
   * way to every function that shows less.
   */
  default Strictness strictness() {
    return Strictness.PART;
  }

  /**
   * Whether a mask can be made of these arguments, for who reads a policy elsewhere than where it
   * is enforced. A function with secrets leaves them alone: they are on other machines, and what a
   * policy calls a key must not be read where it is only looked at.
   *
   * @throws io.jitjdbc.settings.InvalidSettingException if not
   */
  default void check(SettingValues values) {
    create(values);
  }
}
