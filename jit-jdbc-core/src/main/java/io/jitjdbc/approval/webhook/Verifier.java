package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells messages of the other end from all others. */
final class Verifier {
  /** How far the clocks of the two ends may differ. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern NAME = Pattern.compile("[!-~]{1,256}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private final SharedKeys keys;
  private final InstantSource clock;

  Verifier(SharedKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The message, if it is the other end's.
   *
   * @param headers by their names in lower case
   * @throws RefusedException if the keys cannot be read
   */
  SignedMessage verify(Map<String, String> headers, String body)
      throws ForgedException, RefusedException {
    String id = headers.getOrDefault(SignedMessage.ID, "");
    String seconds = headers.getOrDefault(SignedMessage.TIMESTAMP, "");
    String signatures = headers.getOrDefault(SignedMessage.SIGNATURE, "");
    if (!NAME.matcher(id).matches() || !SECONDS.matcher(seconds).matches()) {
      throw new ForgedException("it has no " + SignedMessage.ID + " or " + SignedMessage.TIMESTAMP);
    }
    var message = new SignedMessage(id, Long.parseLong(seconds), body);
    if (Math.abs(clock.instant().getEpochSecond() - message.timestamp()) > TOLERANCE.toSeconds()) {
      throw new ForgedException(
          "its time is more than five minutes away from this machine's; compare the clocks");
    }
    // The text, or a timestamp with zeros before it would be signed as another one.
    if (!Long.toString(message.timestamp()).equals(seconds)
        || !message.isSignedBy(keys.now(), signatures)) {
      throw new ForgedException("none of its signatures is v1 of a shared secret");
    }
    return message;
  }
}
