package io.jitjdbc.spring.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Maps of what happened lately, which forget the oldest: nobody says that a thing never ended. */
final class Latest {
  private static final int MOST = 1_000;

  private Latest() {}

  static <K, V> Map<K, V> map() {
    return map(forgotten -> {});
  }

  /**
   * @param last what becomes of what is forgotten
   */
  static <K, V> Map<K, V> map(Consumer<V> last) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            if (size() > MOST) {
              last.accept(eldest.getValue());
            }
            return size() > MOST;
          }
        });
  }
}
