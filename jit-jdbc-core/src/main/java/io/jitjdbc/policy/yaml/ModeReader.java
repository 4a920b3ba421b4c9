package io.jitjdbc.policy.yaml;

import io.jitjdbc.policy.PolicyMode;

/** Reads {@code mode}: whether the policy binds everybody, nobody, or all but some. */
final class ModeReader {
  private ModeReader() {}

  /** Who is not held to the policy. */
  static Who observed(Item item) {
    if (item.isScalar()) {
      boolean observes = item.oneOf(Words.MODES, "mode").stream().anyMatch(ModeReader::observes);
      return observes ? Who.ANYONE : Who.NOBODY;
    }
    return item.section("observe").require("observe").map(RuleReader::who).orElse(Who.NOBODY);
  }

  private static boolean observes(PolicyMode mode) {
    return mode == PolicyMode.OBSERVE;
  }
}
