package io.jitjdbc.approval.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Slack answered, and did not do what it was asked. */
final class SlackFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** About a message: it is gone, or will never be what we ask for. */
  private static final Set<String> FINAL =
      Set.of(
          "message_not_found",
          "cant_update_message",
          "edit_window_closed",
          "invalid_blocks",
          "invalid_arguments",
          "msg_too_long",
          "msg_blocks_too_long");

  private final boolean passing;
  private final Duration pause;

  private SlackFailure(String message, boolean passing, Duration pause) {
    super(message);
    this.passing = passing;
    this.pause = pause;
  }

  /** It said no. */
  static SlackFailure refused(String method, String code) {
    return new SlackFailure(
        "Slack refused " + method + ": " + code, !FINAL.contains(code), Duration.ZERO);
  }

  /** Too much was asked of it. */
  static SlackFailure limited(String method, Duration pause) {
    return new SlackFailure(
        "Slack takes no " + method + " for " + pause.toSeconds() + " s: too much was sent",
        true,
        pause);
  }

  /** It is in trouble. */
  static SlackFailure trouble(String method, String what) {
    return new SlackFailure("Slack answered " + method + " with " + what, true, Duration.ZERO);
  }

  /** Whether the same may succeed later: when Slack is well, or somebody has seen to the app. */
  boolean isPassing() {
    return passing;
  }

  /** How long Slack wants to be left alone. */
  Duration pause() {
    return pause;
  }
}
