package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Looks through what the product hands to others for secrets and sensitive values, and says so when
 * the other side ends, in its test's own thread. Thread-safe.
 */
final class ReceivedTexts {
  private static final Pattern SIGNED = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\.[\\w-]+");

  private final Set<String> problems = ConcurrentHashMap.newKeySet();

  /** A text that came in that place. */
  void look(String place, String text) {
    KnownSecrets.in(text).ifPresent(found -> problems.add(place + ": " + found));
  }

  /** Lines that are signed: what they say, for they are tokens themselves. */
  void lookInside(String place, String text) {
    List<MatchResult> lines = SIGNED.matcher(text).results().toList();
    lines.forEach(line -> look(place, decoded(line.group(1))));
    look(place, SIGNED.matcher(text).replaceAll(""));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  /** Fails if there was any. */
  void requireClean() {
    ScannedDirectories.require(problems.stream().sorted().toList());
  }
}
