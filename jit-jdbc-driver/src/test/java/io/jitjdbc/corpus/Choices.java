package io.jitjdbc.corpus;

import java.util.List;
import java.util.Random;

/** What is drawn for one statement, and whether a masked column was among it. */
final class Choices {
  private final Random random;
  private final boolean isReckless;
  private boolean mayTakeMasked;
  private int taken;

  /** The same ones for the same seed; every second statement takes no masked column at all. */
  Choices(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    mayTakeMasked = random.nextBoolean();
    isReckless = mayTakeMasked && chance(8);
  }

  boolean mayTakeMasked() {
    return mayTakeMasked;
  }

  /** From here on no masked column is taken, unless the statement asks for a refusal. */
  boolean beCareful() {
    boolean before = mayTakeMasked;
    mayTakeMasked &= isReckless;
    return before;
  }

  void goOn(boolean before) {
    mayTakeMasked = before;
  }

  void take(Field field) {
    taken += field.isMasked() ? 1 : 0;
  }

  /** How many masked columns were taken until now. */
  int taken() {
    return taken;
  }

  int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  boolean chance(int one) {
    return random.nextInt(one) == 0;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
