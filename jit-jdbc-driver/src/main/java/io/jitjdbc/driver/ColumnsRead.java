package io.jitjdbc.driver;

import java.util.BitSet;

/** Which columns the caller has read: one bit each, because a read must cost next to nothing. */
final class ColumnsRead {
  private long low;
  private final BitSet high = new BitSet(0);

  void add(int columnIndex) {
    if (columnIndex < Long.SIZE) {
      // A negative index only sets a bit here; the driver refuses it right after.
      low |= 1L << columnIndex;
    } else {
      high.set(columnIndex);
    }
  }

  /** The bits by JDBC column index. */
  BitSet toBitSet() {
    BitSet all = BitSet.valueOf(new long[] {low});
    all.or(high);
    all.clear(0);
    return all;
  }
}
