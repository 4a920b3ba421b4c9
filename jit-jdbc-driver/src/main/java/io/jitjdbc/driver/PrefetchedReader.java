package io.jitjdbc.driver;

import io.jitjdbc.masking.Hidden;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A text that is bound as a stream, of which the beginning was read to see whether a mask made it.
 * Drivers read it when it is too late to refuse.
 */
final class PrefetchedReader extends Reader {
  private static final int LONGEST = 1 << 16;

  private final Reader rest;
  private final char[] start = new char[LONGEST];
  private int length;
  private int next;
  private @Nullable IOException failure;

  PrefetchedReader(Reader reader) {
    this.rest = reader;
    try {
      int count = 0;
      while (count >= 0 && length < LONGEST) {
        length += count;
        count = reader.read(start, length, LONGEST - length);
      }
    } catch (IOException e) {
      // The driver gets to see it where it would have: behind what could be read.
      failure = e;
    }
  }

  boolean carriesMask() {
    return Hidden.isIn(new String(start, 0, length));
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    if (next < length) {
      int given = Math.min(count, length - next);
      System.arraycopy(start, next, buffer, offset, given);
      next += given;
      return given;
    }
    if (failure != null) {
      throw failure;
    }
    return rest.read(buffer, offset, count);
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
