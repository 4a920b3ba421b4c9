package io.jitjdbc.masking;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A mask function by name, with its arguments. Arguments may hold a key and are never printed. */
public record MaskSpec(String function, Map<String, String> arguments) {

  /** Shows nothing of the value: for everything derived, and whatever is not proven. */
  public static final MaskSpec REDACT = new MaskSpec("redact", Map.of());

  public MaskSpec {
    requireNonNull(function);
    arguments = Map.copyOf(arguments);
  }

  @Override
  public String toString() {
    return function;
  }
}
