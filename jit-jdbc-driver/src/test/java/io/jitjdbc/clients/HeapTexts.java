package io.jitjdbc.clients;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The texts of a heap dump: every array of bytes and of characters in it, each by itself, so that
 * two of them that happen to be neighbours are not taken for one. The format is that of {@code
 * hprof}, with identifiers of eight bytes, as HotSpot writes it.
 */
final class HeapTexts {
  private static final String FORMAT = "JAVA PROFILE 1.0.2";
  private static final int SEGMENT = 0x1C;
  private static final int LONE_SEGMENT = 0x0C;
  private static final int ID = 8;
  private static final int CHAR = 5;
  private static final int BYTE = 8;

  private final DataInputStream in;
  private final Consumer<String> texts;
  private long left;

  private HeapTexts(DataInputStream in, Consumer<String> texts) {
    this.in = in;
    this.texts = texts;
  }

  /** Tells each text as one of Latin-1; of others, as UTF-16 too. */
  static void read(Path dump, Consumer<String> texts) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(dump), 1 << 16))) {
      in.skipNBytes(FORMAT.length() + 1 + Integer.BYTES + Long.BYTES);
      new HeapTexts(in, texts).records();
    }
  }

  private void records() throws IOException {
    while (true) {
      int tag = in.read();
      if (tag < 0) {
        return;
      }
      in.skipNBytes(Integer.BYTES);
      left = Integer.toUnsignedLong(in.readInt());
      if (tag == SEGMENT || tag == LONE_SEGMENT) {
        while (left > 0) {
          part();
        }
      } else {
        in.skipNBytes(left);
      }
    }
  }

  private void part() throws IOException {
    int tag = u1();
    switch (tag) {
      case 0xFF, 0x05, 0x07 -> skip(ID);
      case 0x01 -> skip(2 * ID);
      case 0x04, 0x06 -> skip(ID + Integer.BYTES);
      case 0x02, 0x03, 0x08 -> skip(ID + 2 * Integer.BYTES);
      case 0x20 -> classDump();
      case 0x21 -> {
        skip(2 * ID + Integer.BYTES);
        skip(u4());
      }
      case 0x22 -> {
        skip(ID + Integer.BYTES);
        skip(u4() * ID + ID);
      }
      case 0x23 -> array();
      default -> throw new IOException("a part that is not known: " + tag);
    }
  }

  private void classDump() throws IOException {
    skip(7 * ID + 2 * Integer.BYTES);
    for (int constants = u2(); constants > 0; constants--) {
      skip(Short.BYTES);
      skip(size(u1()));
    }
    for (int statics = u2(); statics > 0; statics--) {
      skip(ID);
      skip(size(u1()));
    }
    skip(u2() * (long) (ID + 1));
  }

  private void array() throws IOException {
    skip(ID + Integer.BYTES);
    long length = u4();
    int type = u1();
    if (type != BYTE && type != CHAR) {
      skip(length * size(type));
      return;
    }
    byte[] bytes = in.readNBytes((int) length * size(type));
    left -= bytes.length;
    if (type == CHAR) {
      texts.accept(new String(bytes, StandardCharsets.UTF_16BE));
    } else {
      texts.accept(new String(bytes, StandardCharsets.ISO_8859_1));
      texts.accept(new String(bytes, StandardCharsets.UTF_16LE));
    }
  }

  private static int size(int type) {
    return switch (type) {
      case 2 -> ID;
      case 4, BYTE -> 1;
      case CHAR, 9 -> 2;
      case 6, 10 -> 4;
      case 7, 11 -> 8;
      default -> throw new IllegalStateException("a type that is not known: " + type);
    };
  }

  private int u1() throws IOException {
    left--;
    int read = in.read();
    if (read < 0) {
      throw new EOFException();
    }
    return read;
  }

  private int u2() throws IOException {
    left -= Short.BYTES;
    return in.readUnsignedShort();
  }

  private long u4() throws IOException {
    left -= Integer.BYTES;
    return Integer.toUnsignedLong(in.readInt());
  }

  private void skip(long bytes) throws IOException {
    left -= bytes;
    in.skipNBytes(bytes);
  }
}
