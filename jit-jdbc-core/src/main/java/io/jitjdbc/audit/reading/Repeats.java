package io.jitjdbc.audit.reading;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what was read before. Remembers so much and no more: what a failed log and the next one
 * both hold is no older than what its writer had not yet written.
 */
final class Repeats {
  private static final int REMEMBERED = 1 << 15;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  boolean isNew(String key) {
    return seen.put(key, true) == null;
  }
}
