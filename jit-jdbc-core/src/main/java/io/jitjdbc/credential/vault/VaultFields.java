package io.jitjdbc.credential.vault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A JSON object out of an answer of Vault. Prints nothing of it. */
final class VaultFields {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Map<?, ?> fields;

  VaultFields(Map<?, ?> fields) {
    this.fields = fields;
  }

  /** An object that is there and is not null. */
  Optional<VaultFields> object(String name) {
    return fields.get(name) instanceof Map<?, ?> object
        ? Optional.of(new VaultFields(object))
        : Optional.empty();
  }

  /** A text; empty if there is none. */
  String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** A time span, if there is one that makes sense; may be zero. */
  Optional<Duration> duration(String name) {
    if (fields.get(name) instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= 0
        && number.longValue() <= LONGEST.toSeconds()) {
      return Optional.of(Duration.ofSeconds(number.longValue()));
    }
    return Optional.empty();
  }

  boolean says(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }
}
