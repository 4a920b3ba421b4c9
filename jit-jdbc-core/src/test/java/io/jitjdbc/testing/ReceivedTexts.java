package io.jitjdbc.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks through what the product hands to others for secrets and sensitive values, and says so when
 * the other side ends, in its test's own thread. Thread-safe.
 */
final class ReceivedTexts {
  private final Set<String> problems = ConcurrentHashMap.newKeySet();

  /** A text that came in that place. */
  void look(String place, String text) {
    KnownSecrets.in(text).ifPresent(found -> problems.add(place + ": " + found));
  }

  /** The same where signed texts belong. */
  void lookInSigned(String place, String text) {
    KnownSecrets.inSigned(text).ifPresent(found -> problems.add(place + ": " + found));
  }

  /** Fails if there was any. */
  void requireClean() {
    ScannedDirectories.require(problems.stream().sorted().toList());
  }
}
