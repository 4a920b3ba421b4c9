package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** A large text that is taken down as it is read. */
@NullUnmarked
final class RecordedClob implements NClob {
  private final Clob raw;
  private final Handle handle;

  RecordedClob(Clob raw, Handle handle) {
    this.raw = raw;
    this.handle = handle;
  }

  @Override
  public long length() throws SQLException {
    return handle.told(0, raw::length);
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    return handle.told(position - 1, () -> raw.getSubString(position, length));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new RecordedReader(raw.getCharacterStream(), handle, 0);
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    return new RecordedReader(raw.getCharacterStream(position, length), handle, position - 1);
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new RecordedStream(raw.getAsciiStream(), handle, 0);
  }

  @Override
  public long position(String pattern, long start) throws SQLException {
    return handle.told(start - 1, () -> raw.position(pattern, start));
  }

  @Override
  public long position(Clob pattern, long start) throws SQLException {
    return handle.told(start - 1, () -> raw.position(pattern, start));
  }

  @Override
  public int setString(long position, String text) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public int setString(long position, String text, int offset, int length) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public void truncate(long length) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public void free() throws SQLException {
    raw.free();
  }
}
