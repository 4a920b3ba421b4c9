package io.jitjdbc.audit.ocsf;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The fields of one event, whether it has just happened or was read back. */
record Fields(Map<?, ?> all) {

  /** Empty if there is no such text. */
  String text(String name) {
    return all.get(name) instanceof String text ? text : "";
  }

  /** Empty if there is no such object. */
  Fields object(String name) {
    return new Fields(all.get(name) instanceof Map<?, ?> object ? object : Map.of());
  }

  /** Empty if there is no such list. */
  List<?> list(String name) {
    return all.get(name) instanceof List<?> list ? list : List.of();
  }

  /**
   * Milliseconds since 1970.
   *
   * @throws IllegalArgumentException if that field is no time
   */
  long millis(String name) {
    try {
      return Instant.parse(text(name)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("the event's " + name + " is no time in RFC 3339", e);
    }
  }

  /** The text of that field, which the event must have. */
  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the event has no " + name);
    }
    return text;
  }
}
