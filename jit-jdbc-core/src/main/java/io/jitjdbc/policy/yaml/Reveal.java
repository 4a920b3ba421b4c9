package io.jitjdbc.policy.yaml;

import java.util.Set;

/** The tags whose columns a rule shows in clear. */
record Reveal(boolean everything, Set<String> tags) {
  static final Reveal NOTHING = new Reveal(false, Set.of());

  boolean includes(String tag) {
    return everything || tags.contains(tag);
  }
}
