package io.jitjdbc.audit.ocsf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of an event in the making; what is not known is left out of it. */
final class Json {
  private final Map<String, Object> members = new LinkedHashMap<>();

  Json put(String name, Object value) {
    members.put(name, value);
    return this;
  }

  Json text(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /** An enumeration's value, and the caption that belongs to it. */
  Json choice(String name, int id, String caption) {
    return put(name + "_id", id).put(name, caption);
  }

  Json object(String name, Json value) {
    return value.members.isEmpty() ? this : put(name, value.members);
  }

  Json objects(String name, Json value) {
    return put(name, List.of(value.members));
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Map<String, Object> members() {
    return members;
  }
}
