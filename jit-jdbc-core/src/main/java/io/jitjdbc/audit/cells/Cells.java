package io.jitjdbc.audit.cells;

import java.util.Arrays;

/** Cells in the order in which they were read. Cannot be changed; equal when its bytes are. */
public final class Cells {
  private final byte[] bytes;

  private Cells(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The first bytes of a buffer, which are copied. */
  public static Cells copyOf(byte[] buffer, int length) {
    return new Cells(Arrays.copyOf(buffer, length));
  }

  /** How many bytes they take. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cells cells && Arrays.equals(bytes, cells.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says how many there are, and nothing of what is in them. */
  @Override
  public String toString() {
    return bytes.length + " bytes of cells";
  }
}
