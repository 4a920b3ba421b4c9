package io.jitjdbc.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.masking.Hidden;
import java.sql.Array;
import java.sql.Clob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a value that is bound holds what a mask put into a text. */
final class MaskMark {
  private static final String IN_BYTES = new String(Hidden.TEXT.getBytes(UTF_8), ISO_8859_1);

  /** Masks mark texts; a CLOB is not read to its end for them. */
  private static final int LONGEST = 1 << 16;

  private MaskMark() {}

  static boolean isIn(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return false;
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, ISO_8859_1).contains(IN_BYTES);
    }
    if (value instanceof Object[] elements) {
      return Arrays.stream(elements).anyMatch(MaskMark::isIn);
    }
    if (value instanceof PrefetchedReader reader) {
      return reader.carriesMask();
    }
    if (value instanceof Clob || value instanceof Array) {
      return isInParts(value);
    }
    // JSON and other types of a vendor print what they hold.
    return Hidden.isIn(String.valueOf(value));
  }

  private static boolean isInParts(Object value) {
    try {
      return value instanceof Clob clob
          ? Hidden.isIn(clob.getSubString(1, (int) Math.min(LONGEST, clob.length())))
          : isIn(((Array) value).getArray());
    } catch (SQLException e) {
      // The driver will not be able to read it either, and says so.
      return false;
    }
  }
}
