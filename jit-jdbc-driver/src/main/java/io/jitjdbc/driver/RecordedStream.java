package io.jitjdbc.driver;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;

/** Bytes that are taken down as they are read. */
final class RecordedStream extends InputStream {
  private final InputStream raw;
  private final Handle handle;
  private long position;
  private long marked;

  RecordedStream(InputStream raw, Handle handle, long position) {
    this.raw = raw;
    this.handle = handle;
    this.position = position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
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

  private int told(byte[] into, int start, int length) throws SQLException {
    boolean told = false;
    try {
      if (length < 0) {
        handle.end(position);
      } else if (length > 0) {
        handle.bytes(position, into, start, length);
        position += length;
      }
      told = true;
    } finally {
      if (!told && length > 0) {
        // The caller has the array, and must not have what is in it.
        Arrays.fill(into, start, start + length, (byte) 0);
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
  public int available() throws IOException {
    return raw.available();
  }

  @Override
  public void mark(int readLimit) {
    marked = position;
    raw.mark(readLimit);
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
