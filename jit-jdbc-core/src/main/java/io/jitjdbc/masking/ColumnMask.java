package io.jitjdbc.masking;

import org.jspecify.annotations.Nullable;

/**
 * How a value is shown to somebody who may not see it. Thread-safe, total (never throws) and
 * deterministic for its settings.
 *
 * <p>The value is never null and is a {@code String}, {@code java.math.BigDecimal}, {@code
 * Boolean}, {@code byte[]}, {@code java.time.LocalDate}, {@code LocalTime}, {@code LocalDateTime}
 * or {@code OffsetDateTime}. The result must be of the same type or null; anything else, and any
 * exception, is shown as null.
 */
@FunctionalInterface
public interface ColumnMask {
  /** What is shown instead of the value. */
  @Nullable Object mask(Object value);
}
