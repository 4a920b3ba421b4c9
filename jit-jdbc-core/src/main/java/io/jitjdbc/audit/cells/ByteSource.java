package io.jitjdbc.audit.cells;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what a {@link ByteSink} wrote, and believes no length beyond what is there. */
final class ByteSource {
  private static final int MOST_BITS = 63;

  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isEmpty() {
    return at == bytes.length;
  }

  boolean isAtBegin() {
    return at == 0;
  }

  int left() {
    return bytes.length - at;
  }

  CellFormatException wrong(String what) {
    return new CellFormatException(what, at);
  }

  int one() throws CellFormatException {
    if (isEmpty()) {
      throw wrong("the end comes too soon");
    }
    return bytes[at++] & 0xFF;
  }

  long unsigned() throws CellFormatException {
    long value = 0;
    for (int shift = 0; shift <= MOST_BITS; shift += 7) {
      int one = one();
      if (shift == MOST_BITS && one > 1) {
        break;
      }
      value |= (one & 0x7FL) << shift;
      if (one < 0x80) {
        return value;
      }
    }
    throw wrong("a number is too large");
  }

  long signed() throws CellFormatException {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number that may not be outside these bounds. */
  long signed(long smallest, long largest) throws CellFormatException {
    long value = signed();
    if (value < smallest || value > largest) {
      throw wrong("a number is out of its range");
    }
    return value;
  }

  long fixed(int length) throws CellFormatException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | one();
    }
    return value;
  }

  /** The length of something of which each part takes a byte at least. */
  int length() throws CellFormatException {
    long length = unsigned();
    if (length < 0 || length > left()) {
      throw wrong("a length goes beyond the end");
    }
    return (int) length;
  }

  byte[] blob() throws CellFormatException {
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  ByteBuffer view() throws CellFormatException {
    return ByteBuffer.wrap(blob()).asReadOnlyBuffer();
  }

  String characters() throws CellFormatException {
    int length = length();
    int end = at + length;
    var text = new StringBuilder(length);
    while (at < end) {
      int first = one();
      int more = first < 0x80 ? 0 : first < 0xC0 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
      if (more < 0 || first > 0xF4 || at + more > end) {
        throw wrong("a text is not UTF-8");
      }
      text.appendCodePoint(point(first, more));
    }
    return text.toString();
  }

  private int point(int first, int more) throws CellFormatException {
    int point = more == 0 ? first : first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      int next = one();
      if ((next & 0xC0) != 0x80) {
        throw wrong("a text is not UTF-8");
      }
      point = (point << 6) | (next & 0x3F);
    }
    boolean tooLong = more > 0 && point < (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
    if (tooLong || !Character.isValidCodePoint(point)) {
      throw wrong("a text is not UTF-8");
    }
    return point;
  }
}
