package io.jitjdbc.driver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The recordings of one connection that have not ended: whoever closes it may leave some open. */
final class OpenTapes {
  private final Set<CellTape> open = ConcurrentHashMap.newKeySet();

  void add(CellTape tape) {
    open.add(tape);
  }

  void remove(CellTape tape) {
    open.remove(tape);
  }

  /** Has kept what was read. Never throws, and waits for nobody who still reads. */
  void endAll(String how) {
    open.forEach(tape -> tape.end(how));
  }
}
