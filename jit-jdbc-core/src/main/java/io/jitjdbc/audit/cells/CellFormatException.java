package io.jitjdbc.audit.cells;

/** Bytes are not what a recording of cells looks like. Says where, and quotes nothing. */
public final class CellFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  CellFormatException(String what, int at) {
    super("not a recording of cells: " + what + " at byte " + at);
  }
}
