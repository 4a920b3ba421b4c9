package io.jitjdbc.enforcement;

import io.jitjdbc.audit.cells.Cells;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

  /**
   * The values as they are recorded, one row for each execution; empty if there are no parameters.
   *
   * @param hash makes what is kept in place of a value; the values themselves are kept if it is
   *     empty
   */
  default Optional<Cells> cells(Optional<UnaryOperator<byte[]>> hash) {
    return Optional.empty();
  }

  /** Whether one of them holds {@link io.jitjdbc.masking.Hidden#TEXT}. */
  default boolean carryMask() {
    return false;
  }
}
