package io.jitjdbc.testing;

import java.util.function.Supplier;

/** An application, to whoever wants to know which code calls. */
public final class Caller {
  private Caller() {}

  /** Calls. */
  public static <T> T call(Supplier<T> code) {
    return code.get();
  }
}
