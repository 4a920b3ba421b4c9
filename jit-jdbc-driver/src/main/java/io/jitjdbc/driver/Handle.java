package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** What a caller got of a cell to read in pieces, as the recording names it. */
final class Handle {
  private final CellTape tape;
  private final int column;
  private final long number;

  private Handle(CellTape tape, int column, long number) {
    this.tape = tape;
    this.column = column;
    this.number = number;
  }

  /** The value as it may be handed out: itself, if it is not read in pieces. */
  static Object over(Object value, CellTape tape, int column, long number) {
    var handle = new Handle(tape, column, number);
    if (value instanceof InputStream in) {
      return new RecordedStream(in, handle, 0);
    }
    if (value instanceof Reader in) {
      return new RecordedReader(in, handle, 0);
    }
    // Some drivers' large texts are large objects of bytes as well.
    if (value instanceof Clob clob) {
      return new RecordedClob(clob, handle);
    }
    if (value instanceof Blob blob) {
      return new RecordedBlob(blob, handle);
    }
    if (value instanceof SQLXML xml) {
      return new RecordedXml(xml, handle);
    }
    return value instanceof Array array ? new RecordedArray(array, handle) : value;
  }

  /** Begins to read; {@link #done} must follow. */
  void begin() throws SQLException {
    tape.begin();
  }

  void done() {
    tape.done();
  }

  /** Reads a part that is handed out whole. */
  @FunctionalInterface
  interface Part<T> {
    @Nullable T read() throws SQLException;
  }

  /** Reads a part in a turn of its own, and tells it. */
  <T> @Nullable T told(long position, Part<T> part) throws SQLException {
    begin();
    try {
      T value = part.read();
      tell(position, value);
      return value;
    } finally {
      done();
    }
  }

  private void tell(long position, @Nullable Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      bytes(position, bytes, 0, bytes.length);
    } else if (value instanceof String text) {
      text(position, text);
    } else {
      value(position, value);
    }
  }

  void bytes(long position, byte[] from, int start, int length) throws SQLException {
    if (tape.keeping().keepsAll(column)) {
      tape.cells().piece(number, position, from, start, length);
    } else {
      omitted(position, length);
    }
    tape.keepIfFull();
  }

  void text(long position, CharSequence text) throws SQLException {
    if (tape.keeping().keepsAll(column)) {
      tape.cells().piece(number, position, text);
    } else {
      omitted(position, text.length());
    }
    tape.keepIfFull();
  }

  /** A piece would have another hash each time that it is cut elsewhere. */
  private void omitted(long position, long length) {
    tape.cells().piece(number, position);
    tape.cells().whole(CellType.OMITTED, length);
  }

  void end(long position) throws SQLException {
    tape.cells().piece(number, position);
    tape.cells().bare(CellType.END);
    tape.keepIfFull();
  }

  private void value(long position, @Nullable Object value) throws SQLException {
    int start = tape.cells().size();
    try {
      CellWriter to = tape.keeping().openPiece(tape.cells(), column, number, position);
      CellObjects.write(to, value);
      tape.keeping().settlePiece(tape.cells(), column, number, position);
    } catch (SQLException | RuntimeException e) {
      tape.cells().truncate(start);
      throw e instanceof SQLException refused
          ? refused
          : CellObjects.unrecorded("it cannot be written (" + e.getClass().getName() + ")");
    }
    tape.keepIfFull();
  }
}
