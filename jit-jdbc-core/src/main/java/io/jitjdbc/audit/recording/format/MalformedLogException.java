package io.jitjdbc.audit.recording.format;

/** Bytes are not what a log has at this place; the message says what is wrong, without values. */
public final class MalformedLogException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedLogException(String message) {
    super(message);
  }

  public MalformedLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
