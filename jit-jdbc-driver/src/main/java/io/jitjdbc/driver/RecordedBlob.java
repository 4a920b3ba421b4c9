package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** A large object of bytes that are taken down as they are read. */
@NullUnmarked
final class RecordedBlob implements Blob {
  private final Blob raw;
  private final Handle handle;

  RecordedBlob(Blob raw, Handle handle) {
    this.raw = raw;
    this.handle = handle;
  }

  @Override
  public long length() throws SQLException {
    return handle.told(0, raw::length);
  }

  @Override
  public byte[] getBytes(long position, int length) throws SQLException {
    return handle.told(position - 1, () -> raw.getBytes(position, length));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new RecordedStream(raw.getBinaryStream(), handle, 0);
  }

  @Override
  public InputStream getBinaryStream(long position, long length) throws SQLException {
    return new RecordedStream(raw.getBinaryStream(position, length), handle, position - 1);
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    return handle.told(start - 1, () -> raw.position(pattern, start));
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return handle.told(start - 1, () -> raw.position(pattern, start));
  }

  @Override
  public int setBytes(long position, byte[] bytes) throws SQLException {
    throw readOnly();
  }

  @Override
  public int setBytes(long position, byte[] bytes, int offset, int length) throws SQLException {
    throw readOnly();
  }

  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    throw readOnly();
  }

  @Override
  public void truncate(long length) throws SQLException {
    throw readOnly();
  }

  static SQLException readOnly() {
    return Refusals.denied(
        "what was read of a result cannot be written through; use INSERT or UPDATE");
  }

  @Override
  public void free() throws SQLException {
    raw.free();
  }
}
