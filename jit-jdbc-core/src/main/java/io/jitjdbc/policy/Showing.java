package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.masking.MaskSpec;
import java.util.function.Function;
import java.util.function.Supplier;

/** How something is shown that a routine hands back. */
public sealed interface Showing {
  /** As it is. */
  Showing CLEAR = new Clear();

  /** Not at all: nothing is known of it. */
  Showing HIDDEN = new Hidden();

  <R> R fold(Supplier<R> clear, Function<Masked, R> masked, Supplier<R> hidden);

  /** As it is. */
  record Clear() implements Showing {
    @Override
    public <R> R fold(Supplier<R> clear, Function<Masked, R> masked, Supplier<R> hidden) {
      return clear.get();
    }
  }

  /**
   * Through the mask.
   *
   * @param tag why, for messages and audit
   */
  record Masked(String tag, MaskSpec mask) implements Showing {
    public Masked {
      requireNonNull(tag);
      requireNonNull(mask);
    }

    @Override
    public <R> R fold(Supplier<R> clear, Function<Masked, R> masked, Supplier<R> hidden) {
      return masked.apply(this);
    }
  }

  /** Not at all. */
  record Hidden() implements Showing {
    @Override
    public <R> R fold(Supplier<R> clear, Function<Masked, R> masked, Supplier<R> hidden) {
      return hidden.get();
    }
  }
}
