package io.jitjdbc.benchmarks;

import org.jspecify.annotations.Nullable;

/** The policy's masks as a program would write them for these three columns alone. */
final class HandWritten {
  private static final String DOTS = "•••••";

  private HandWritten() {}

  static @Nullable String email(@Nullable String value) {
    return value == null
        ? null
        : value.substring(0, 1) + DOTS + value.substring(value.lastIndexOf('@'));
  }

  static @Nullable String card(@Nullable String value) {
    return value == null ? null : DOTS + value.substring(value.length() - 4);
  }

  static @Nullable String hidden(@Nullable String value) {
    return value == null ? null : DOTS;
  }
}
