package io.jitjdbc.audit.recording.format;

import java.util.Arrays;
import java.util.Optional;

/** What a frame holds. Codes are for ever: a reader skips those that it does not know. */
public enum FrameType {
  /** The session's id, before its first other frame; the frame's session number stands for it. */
  SESSION(1, false),
  /** An event's fields as JSON. Holds no value, so it is readable without a key. */
  EVENT(2, false),
  /** What a statement was run with. */
  BOUND_VALUES(3, true),
  /** A result's columns, as JSON. */
  RESULT_OPENED(4, false),
  /** What was read of a result. */
  RESULT_READ(5, true),
  /** The end of a result, as JSON. */
  RESULT_ENDED(6, false),
  /** Nothing happened, and the writer is alive. */
  HEARTBEAT(7, false);

  private final int code;
  private final boolean secret;

  FrameType(int code, boolean secret) {
    this.code = code;
    this.secret = secret;
  }

  /** How it is written. */
  public int code() {
    return code;
  }

  /** Whether it may hold values, so that it is encrypted where there is somebody to encrypt to. */
  public boolean isSecret() {
    return secret;
  }

  /** The type with that code, if this version knows it. */
  public static Optional<FrameType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
