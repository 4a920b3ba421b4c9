package io.jitjdbc.credential.mint;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a minted login. It says when the login is over, so that any instance can end what
 * another one left behind when it crashed, without a table that could be lost or forged. Databases
 * differ in the case that they like; it means nothing.
 */
final class MintedName {
  static final String PREFIX = "JIT_";

  /** What clocks of several instances may differ by: nobody ends another's login too early. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final Pattern FORM =
      Pattern.compile(PREFIX + "(\\d{1,15})_[A-Z2-7]{16}", Pattern.CASE_INSENSITIVE);

  private MintedName() {}

  static String until(Instant expiresAt) {
    return PREFIX + expiresAt.getEpochSecond() + "_" + RandomWords.ofLength(16);
  }

  /** Whether it can be one of a minted login. */
  static boolean isOne(String name) {
    return FORM.matcher(name).matches();
  }

  /** Minted, and surely over at that time. */
  static boolean isOver(String name, Instant time) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        && Instant.ofEpochSecond(Long.parseLong(matcher.group(1))).plus(GRACE).isBefore(time);
  }
}
