package io.jitjdbc.driver;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which columns the caller has read: one bit each, because a read must cost next to nothing. */
final class ColumnsRead {
  private long low;
  private @Nullable BitSet high;

  void add(int columnIndex) {
    if (columnIndex < Long.SIZE) {
      // A negative index only sets a bit here; the driver refuses it right after.
      low |= 1L << columnIndex;
    } else {
      if (high == null) {
        high = new BitSet();
      }
      high.set(columnIndex);
    }
  }

  /** The bits by JDBC column index. */
  BitSet toBitSet() {
    BitSet all = BitSet.valueOf(new long[] {low});
    if (high != null) {
      all.or(high);
    }
    all.clear(0);
    return all;
  }
}
