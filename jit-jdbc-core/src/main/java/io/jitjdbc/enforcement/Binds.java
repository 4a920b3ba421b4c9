package io.jitjdbc.enforcement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that are bound to a statement. Only looked at when something depends on them. */
@FunctionalInterface
public interface Binds {
  /** SHA-256 over the typed values, in hex. */
  String digest();

  /**
   * The values in order, null for NULL; empty if there are some that cannot be told, such as
   * streams.
   */
  default Optional<List<@Nullable Object>> values() {
    return Optional.of(List.of());
  }

  /** Whether one of them holds {@link io.jitjdbc.masking.Hidden#TEXT}. */
  default boolean carryMask() {
    return false;
  }
}
