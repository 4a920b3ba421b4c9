package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.SQLException;
import java.sql.SQLXML;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.NullUnmarked;

/** An XML document that is taken down as it is read. */
@NullUnmarked
final class RecordedXml implements SQLXML {
  private final SQLXML raw;
  private final Handle handle;

  RecordedXml(SQLXML raw, Handle handle) {
    this.raw = raw;
    this.handle = handle;
  }

  @Override
  public String getString() throws SQLException {
    return handle.told(0, raw::getString);
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new RecordedStream(raw.getBinaryStream(), handle, 0);
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new RecordedReader(raw.getCharacterStream(), handle, 0);
  }

  /** What parses by itself reads past the recording. */
  @Override
  public <T extends Source> T getSource(Class<T> type) throws SQLException {
    if (type == null || type == StreamSource.class) {
      @SuppressWarnings("unchecked")
      T source = (T) new StreamSource(getCharacterStream());
      return source;
    }
    throw Refusals.denied(
        "the policy has everything recorded that is read, so XML is handed out as a text or a"
            + " StreamSource, and not as "
            + type.getName());
  }

  @Override
  public OutputStream setBinaryStream() throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public Writer setCharacterStream() throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public void setString(String text) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public <T extends Result> T setResult(Class<T> type) throws SQLException {
    throw RecordedBlob.readOnly();
  }

  @Override
  public void free() throws SQLException {
    raw.free();
  }
}
