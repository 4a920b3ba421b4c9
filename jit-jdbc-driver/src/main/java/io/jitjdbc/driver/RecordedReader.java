package io.jitjdbc.driver;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.sql.SQLException;
import java.util.Arrays;

/** Characters that are taken down as they are read. */
final class RecordedReader extends Reader {
  private final Reader raw;
  private final Handle handle;
  private long position;
  private long marked;

  RecordedReader(Reader raw, Handle handle, long position) {
    this.raw = raw;
    this.handle = handle;
    this.position = position;
  }

  @Override
  public int read(char[] into, int start, int length) throws IOException {
    try {
      handle.begin();
      try {
        return told(into, start, raw.read(into, start, length));
      } finally {
        handle.done();
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int told(char[] into, int start, int length) throws SQLException {
    boolean told = false;
    try {
      if (length < 0) {
        handle.end(position);
      } else if (length > 0) {
        handle.text(position, CharBuffer.wrap(into, start, length));
        position += length;
      }
      told = true;
    } finally {
      if (!told && length > 0) {
        // The caller has the array, and must not have what is in it.
        Arrays.fill(into, start, start + length, '\0');
      }
    }
    return length;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = raw.skip(count);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean ready() throws IOException {
    return raw.ready();
  }

  @Override
  public void mark(int readLimit) throws IOException {
    raw.mark(readLimit);
    marked = position;
  }

  @Override
  public void reset() throws IOException {
    raw.reset();
    position = marked;
  }

  @Override
  public boolean markSupported() {
    return raw.markSupported();
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
