package io.jitjdbc.audit.recording;

import java.util.HashMap;
import java.util.Map;

/** The short numbers by which frames of one segment name sessions. */
final class SessionNumbers {
  private final Map<String, Integer> numbers = new HashMap<>();
  private int last;
  private boolean isNew;

  /** The session's number; {@link #isNew} says whether it was given just now. */
  int of(String session) {
    Integer known = numbers.get(session);
    isNew = known == null;
    if (known != null) {
      return known;
    }
    numbers.put(session, ++last);
    return last;
  }

  boolean isNew() {
    return isNew;
  }

  void remove(String session) {
    numbers.remove(session);
  }

  /** A new segment begins: it can be read without the one before. */
  void forget() {
    numbers.clear();
  }
}
