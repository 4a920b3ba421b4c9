package io.jitjdbc.audit.cells;

import java.util.Arrays;

/** Bytes that grow, with the numbers and texts of the format. Not thread-safe. */
final class ByteSink {
  private static final int FIRST_SIZE = 1024;
  private static final int MOST_KEPT = 1 << 18;

  /** How many bytes a length takes that is set later. */
  static final int LENGTH_BYTES = 4;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  int size() {
    return size;
  }

  void truncate(int to) {
    size = to;
  }

  /** Empty again, and not larger than usual for having held something large once. */
  void reset() {
    size = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
  }

  Cells toCells() {
    return Cells.copyOf(bytes, size);
  }

  byte[] copyFrom(int start) {
    return Arrays.copyOfRange(bytes, start, size);
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  void put(int value) {
    makeRoom(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] from, int start, int length) {
    makeRoom(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  /** Seven bits a byte, the lowest first. */
  void unsigned(long value) {
    makeRoom(10);
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** Small numbers of both signs are short. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void fixed(long value, int length) {
    makeRoom(length);
    for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Leaves room for a length that {@link #setLength} sets. */
  int openLength() {
    int place = size;
    fixed(0, LENGTH_BYTES);
    return place;
  }

  /** The length of what follows the place, as an unsigned number of always as many bytes. */
  void setLength(int place) {
    int length = size - place - LENGTH_BYTES;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int more = i < LENGTH_BYTES - 1 ? 0x80 : 0;
      bytes[place + i] = (byte) (more | ((length >>> (7 * i)) & 0x7F));
    }
  }

  /** UTF-8, in which a surrogate without its other half is written like any other character. */
  void characters(CharSequence text) {
    makeRoom(length(text));
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one < 0x80) {
        bytes[size++] = (byte) one;
      } else if (isPair(text, i)) {
        pair(Character.toCodePoint(one, text.charAt(++i)));
      } else {
        character(one);
      }
    }
  }

  private static boolean isPair(CharSequence text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  /** How many bytes the characters take. */
  static int length(CharSequence text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one >= 0x80) {
        // The second half of a pair counts two bytes, as the first does.
        length += one < 0x800 || isPair(text, i) || (i > 0 && isPair(text, i - 1)) ? 1 : 2;
      }
    }
    return Math.toIntExact(length);
  }

  private void character(char one) {
    if (one < 0x800) {
      bytes[size++] = (byte) (0xC0 | (one >> 6));
    } else {
      bytes[size++] = (byte) (0xE0 | (one >> 12));
      bytes[size++] = (byte) (0x80 | ((one >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (one & 0x3F));
  }

  private void pair(int point) {
    bytes[size++] = (byte) (0xF0 | (point >> 18));
    bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (point & 0x3F));
  }
}
