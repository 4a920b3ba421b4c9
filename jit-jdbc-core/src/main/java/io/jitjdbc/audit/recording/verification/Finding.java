package io.jitjdbc.audit.recording.verification;

import static java.util.Objects.requireNonNull;

/**
 * Something that is not as in a whole log.
 *
 * @param log its name
 * @param file the file in the log's directory
 * @param place a frame, a line or a byte; empty where the whole file is meant
 * @param message what is wrong, without any value
 */
public record Finding(Kind kind, String log, String file, String place, String message) {

  /** How bad it is, the worst first. */
  public enum Kind {
    /** What was signed for is not there any more. */
    TAMPERED(2),
    /** Who has signed is not known. */
    UNTRUSTED(5),
    /** Something is missing that should be there, or time passed of which nothing is known. */
    GAP(4),
    /** The end is as a writer leaves it that dies: nothing is signed for after it. */
    TORN(3),
    /** Nothing is wrong, and worth knowing. */
    NOTE(0);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a program for which this is the worst. */
    public int exitCode() {
      return exitCode;
    }
  }

  public Finding {
    requireNonNull(kind);
    requireNonNull(log);
    requireNonNull(file);
    requireNonNull(place);
    requireNonNull(message);
  }

  /** On one line. */
  @Override
  public String toString() {
    String where = place.isEmpty() ? file : file + ", " + place;
    return kind + " " + log + "/" + where + ": " + message;
  }
}
