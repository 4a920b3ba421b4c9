package io.jitjdbc.spring.server.recordings;

import java.time.Instant;
import java.util.List;

/**
 * Whether a log is as it was written.
 *
 * @param why in words, and what was found, named by file and frame
 * @param at when it was looked at
 */
public record Proof(State state, String log, List<String> why, Instant at) {

  /** What can be said of a log, the worst first. */
  public enum State {
    /** What was signed for is not there any more. */
    TAMPERED("tampered"),
    /** Nothing was found that is forged, and it cannot be told that nothing was. */
    UNPROVEN("cannot be proven"),
    /** All of it is as it was signed for. */
    PROVEN("proven");

    private final String title;

    State(String title) {
      this.title = title;
    }

    /** As people read it. */
    public String title() {
      return title;
    }
  }

  public Proof {
    why = List.copyOf(why);
  }

  /** As a style sheet names it. */
  public String mark() {
    return switch (state) {
      case TAMPERED -> "deny";
      case UNPROVEN -> "pending";
      case PROVEN -> "permit";
    };
  }
}
