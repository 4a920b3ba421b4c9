package io.jitjdbc.audit.recording.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.audit.recording.format.FrameType;
import java.time.Instant;

/** One record of a log, put together from its frames. Nobody changes its payload. */
public final class LogRecord {
  private final FrameType type;
  private final String session;
  private final FramePlace place;
  private final byte[] payload;
  private final boolean readable;

  /**
   * Where its first frame is.
   *
   * @param sequence which one of the log's frames it is, from 1
   * @param time when it was written
   */
  public record FramePlace(int segment, long sequence, Instant time) {}

  LogRecord(FrameType type, String session, FramePlace place, byte[] payload, boolean readable) {
    this.type = type;
    this.session = session;
    this.place = place;
    this.payload = payload;
    this.readable = readable;
  }

  public FrameType type() {
    return type;
  }

  /** The session's id; empty for none, and where reading began behind the place that says it. */
  public String session() {
    return session;
  }

  public FramePlace place() {
    return place;
  }

  /** What it holds; nothing where it cannot be read. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The same as text. */
  public String text() {
    return new String(payload, UTF_8);
  }

  /** Whether there was a key for it, if it took one. */
  public boolean isReadable() {
    return readable;
  }
}
