package io.jitjdbc.audit.recording.reading;

/**
 * A place between two records of a log.
 *
 * @param segment from 1
 * @param offset in bytes; 0 before the first record
 */
public record LogPosition(int segment, long offset) {
  /** Before everything. */
  public static final LogPosition START = new LogPosition(1, 0);
}
