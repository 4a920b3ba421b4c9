package io.jitjdbc.masking.detection;

import java.util.BitSet;

/** What was found in one text. */
final class Finds {
  private final BitSet hidden = new BitSet();
  private boolean hides;
  private int count;

  /** Whether what is found from now on is hidden. */
  void hide(boolean on) {
    hides = on;
  }

  void add(int from, int to) {
    count++;
    if (hides) {
      hidden.set(from, to);
    }
  }

  int count() {
    return count;
  }

  /** The characters that are not shown. */
  BitSet hidden() {
    return hidden;
  }
}
