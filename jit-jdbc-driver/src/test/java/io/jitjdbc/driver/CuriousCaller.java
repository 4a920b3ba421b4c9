package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellItem.Cell;
import io.jitjdbc.audit.cells.CellItem.Piece;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Reads a result with whatever getter comes, and writes down what it got. */
final class CuriousCaller {
  private static final List<Class<?>> TYPES =
      List.of(
          Object.class,
          String.class,
          Integer.class,
          Long.class,
          Boolean.class,
          BigDecimal.class,
          byte[].class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          java.sql.Date.class,
          java.sql.Timestamp.class,
          UUID.class,
          Clob.class,
          Blob.class,
          SQLXML.class);
  private static final Map<Class<?>, String> SUFFIXES =
      Map.of(Calendar.class, "_CALENDAR", Map.class, "_MAP", Class.class, "_TYPE");

  private static final List<Method> GETTERS =
      Arrays.stream(ResultSet.class.getMethods())
          .filter(method -> method.getName().startsWith("get") && method.getParameterCount() > 0)
          .sorted(Comparator.comparing(Method::toString))
          .toList();

  private final Random random;
  private final ResultSet rows;
  private final List<CellItem> seen = new ArrayList<>();
  private long row;
  private long handles;

  CuriousCaller(Random random, ResultSet rows) {
    this.random = random;
    this.rows = rows;
  }

  List<CellItem> seen() {
    return List.copyOf(seen);
  }

  /** Goes through all rows, with so many reads of each. */
  void readAll(int reads) throws Exception {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      seen.add(new CellItem.Row(++row, 0));
      for (int left = random.nextInt(reads); left > 0; left--) {
        read(GETTERS.get(random.nextInt(GETTERS.size())), 1 + random.nextInt(columns));
      }
    }
  }

  private void read(Method getter, int column) throws Exception {
    Object[] arguments = arguments(getter, column);
    Object got;
    try {
      got = getter.invoke(rows, arguments);
    } catch (InvocationTargetException e) {
      // What is not handed out is not read.
      return;
    }
    if (getter.getReturnType().isPrimitive() && rows.wasNull()) {
      got = null;
    }
    boolean inPieces = isReadInPieces(got);
    CellValue told = inPieces ? new CellValue(CellType.HANDLE, ++handles) : ToldValue.of(got);
    seen.add(new Cell(row, column, accessor(getter), told));
    if (inPieces) {
      try {
        readPieces(got);
      } catch (SQLException e) {
        // Nothing of that piece was handed out; only a large object in an array is refused.
        assertThat(got instanceof java.sql.Array || !"42501".equals(e.getSQLState())).isTrue();
      }
    }
  }

  private static boolean isReadInPieces(Object got) {
    return got instanceof InputStream
        || got instanceof Reader
        || got instanceof Blob
        || got instanceof Clob
        || got instanceof java.sql.Array
        || got instanceof SQLXML;
  }

  private static Accessor accessor(Method getter) {
    String name =
        getter
            .getName()
            .substring(3)
            .replace("SQLXML", "SqlXml")
            .replace("URL", "Url")
            .replaceAll("(?<=[a-zN])(?=[A-Z][a-z])", "_")
            .toUpperCase(Locale.ROOT);
    if (getter.getParameterCount() == 2) {
      name += SUFFIXES.getOrDefault(getter.getParameterTypes()[1], "_SCALED");
    }
    return Accessor.valueOf(name);
  }

  private Object[] arguments(Method getter, int column) throws SQLException {
    Class<?>[] types = getter.getParameterTypes();
    var arguments = new Object[types.length];
    arguments[0] = types[0] == int.class ? column : rows.getMetaData().getColumnLabel(column);
    if (types.length == 2) {
      arguments[1] =
          types[1] == Class.class
              ? TYPES.get(random.nextInt(TYPES.size()))
              : types[1] == Calendar.class
                  ? Calendar.getInstance()
                  : types[1] == Map.class ? Map.of() : Integer.valueOf(2);
    }
    return arguments;
  }

  private void readPieces(Object got) throws Exception {
    if (got instanceof InputStream in) {
      readBytes(in);
    } else if (got instanceof Reader in) {
      readCharacters(in);
    } else if (got instanceof Blob blob) {
      piece(0, blob.length());
      piece(1, blob.getBytes(2, 3));
      readBytes(blob.getBinaryStream());
    } else if (got instanceof Clob clob) {
      piece(0, clob.length());
      piece(2, clob.getSubString(3, 4));
      readCharacters(clob.getCharacterStream());
    } else if (got instanceof SQLXML xml) {
      piece(0, xml.getString());
    } else if (random.nextBoolean()) {
      piece(0, ((java.sql.Array) got).getArray());
    } else {
      piece(1, ((java.sql.Array) got).getArray(2, 1));
    }
  }

  private void piece(long position, Object value) {
    seen.add(new Piece(handles, position, ToldValue.of(value)));
  }

  private void readBytes(InputStream in) throws Exception {
    long position = 0;
    for (int left = random.nextInt(4); left > 0; left--) {
      if (random.nextInt(5) == 0) {
        position += in.skip(1);
      }
      byte[] into = new byte[1 + random.nextInt(5)];
      int length = random.nextBoolean() ? in.read(into) : one(in.read(), into);
      if (length < 0) {
        seen.add(new Piece(handles, position, CellValue.END));
      } else {
        piece(position, Arrays.copyOf(into, length));
        position += length;
      }
    }
  }

  private static int one(int read, byte[] into) {
    into[0] = (byte) read;
    return read < 0 ? -1 : 1;
  }

  private void readCharacters(Reader in) throws Exception {
    long position = 0;
    for (int left = random.nextInt(4); left > 0; left--) {
      char[] into = new char[1 + random.nextInt(5)];
      int length = in.read(into);
      if (length < 0) {
        seen.add(new Piece(handles, position, CellValue.END));
      } else {
        piece(position, new String(into, 0, length));
        position += length;
      }
    }
  }
}
