package io.jitjdbc.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.List;

/** All texts that can be had of a value that JDBC handed out, however deep they are in it. */
final class ValueText {
  private final List<String> texts = new ArrayList<>();

  private ValueText() {}

  static List<String> of(Object value) {
    var reading = new ValueText();
    reading.read(value);
    return reading.texts;
  }

  private void read(Object value) {
    if (!(value instanceof Throwable)) {
      texts.add(String.valueOf(value));
    }
    try {
      if (value instanceof BigDecimal number) {
        texts.add(number.toPlainString());
      } else if (value instanceof Throwable failure) {
        readFailure(failure);
      } else if (value instanceof Object[] elements) {
        for (Object element : elements) {
          read(element);
        }
      } else {
        readContent(value);
      }
    } catch (SQLException | IOException | IndexOutOfBoundsException e) {
      // Drivers also fail by index when they take a text for an array.
      readFailure(e);
    }
  }

  private void readContent(Object value) throws SQLException, IOException {
    if (value instanceof byte[] bytes) {
      readBytes(bytes);
    } else if (value instanceof InputStream in) {
      readBytes(in.readAllBytes());
    } else if (value instanceof Reader reader) {
      var all = new StringWriter();
      reader.transferTo(all);
      texts.add(all.toString());
    } else if (value instanceof Clob clob) {
      texts.add(clob.getSubString(1, (int) clob.length()));
      read(clob.getCharacterStream());
    } else if (value instanceof Blob blob) {
      readBytes(blob.getBytes(1, (int) blob.length()));
    } else if (value instanceof SQLXML xml) {
      texts.add(xml.getString());
    } else {
      readParts(value);
    }
  }

  private void readParts(Object value) throws SQLException {
    if (value instanceof Array array) {
      read(array.getArray());
      read(array.getResultSet());
    } else if (value instanceof Struct struct) {
      read(struct.getAttributes());
    } else if (value instanceof ResultSet rows) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          read(rows.getObject(i));
        }
      }
    }
  }

  /** Bytes as text, UTF-16 among them, whose zeros would hide it. */
  private void readBytes(byte[] bytes) {
    texts.add(new String(bytes, UTF_8));
    texts.add(new String(bytes, ISO_8859_1).replace("\0", ""));
  }

  private void readFailure(Throwable failure) {
    var open = new ArrayList<Throwable>(List.of(failure));
    for (int i = 0; i < open.size() && i < 20; i++) {
      Throwable one = open.get(i);
      // The JVM leaves out the message, an index, of those that it throws often.
      boolean isIndex = one instanceof IndexOutOfBoundsException;
      texts.add(isIndex ? one.getClass().getName() : one.toString());
      texts.add(isIndex ? "" : String.valueOf(one.getLocalizedMessage()));
      if (one.getCause() != null) {
        open.add(one.getCause());
      }
      open.addAll(List.of(one.getSuppressed()));
      if (one instanceof SQLException sql) {
        texts.add(sql.getSQLState() + " " + sql.getErrorCode());
        if (sql.getNextException() != null) {
          open.add(sql.getNextException());
        }
      }
    }
  }
}
