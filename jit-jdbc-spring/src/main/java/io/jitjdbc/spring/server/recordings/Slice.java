package io.jitjdbc.spring.server.recordings;

/**
 * Which rows of which result are wanted.
 *
 * @param result its number among the statement's; 0 for the first that there is
 * @param page from 0
 */
public record Slice(int result, int page) {
  /** Rows of a page. */
  public static final int ROWS = 200;

  long first() {
    return (long) page * ROWS;
  }

  boolean has(long row) {
    return row >= first() && row < first() + ROWS;
  }
}
