package io.jitjdbc.policy;

import java.util.Locale;

/** What becomes of decisions. */
public enum PolicyMode {
  /** They bind. */
  ENFORCE,
  /**
   * They are recorded and bind nobody: statements run as they are and show everything, so that the
   * audit tells what a policy would do before it does.
   */
  OBSERVE;

  /** As policies and records spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
