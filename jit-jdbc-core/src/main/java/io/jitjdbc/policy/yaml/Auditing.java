package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Keeping;
import io.jitjdbc.policy.Obligation.KeepRecording;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be recorded beside the events of a statement, as far as a section says so.
 *
 * @param reads whether what the caller reads is
 * @param clear what is kept of sensitive cells that were shown in clear
 * @param bindValues what is kept of bind values
 * @param eachRow whether a row is kept for good before the next one is handed out
 */
record Auditing(
    Optional<Boolean> reads,
    Optional<Keeping> clear,
    Optional<Keeping> bindValues,
    Optional<Boolean> eachRow) {

  static final Auditing UNSAID =
      new Auditing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Auditing orElse(Auditing usual) {
    return new Auditing(
        reads.or(usual::reads),
        clear.or(usual::clear),
        bindValues.or(usual::bindValues),
        eachRow.or(usual::eachRow));
  }

  /** Whether a hash is made of anything. */
  boolean hashes() {
    return clear.filter(Keeping.HASH::equals).isPresent()
        || bindValues.filter(Keeping.HASH::equals).isPresent();
  }

  /**
   * What comes of what several rules say: what is demanded by one of them is recorded, and of a
   * sensitive cell no more is kept than any of them lets keep.
   *
   * @param hash how hashes are made, if any are
   */
  static Optional<KeepRecording> of(List<Auditing> all, Optional<MaskSpec> hash) {
    boolean reads = any(all, Auditing::reads);
    Keeping bindValues =
        said(all, Auditing::bindValues).stream()
            .max(Comparator.naturalOrder())
            .orElse(Keeping.OMIT);
    if (!reads && bindValues == Keeping.OMIT) {
      return Optional.empty();
    }
    Keeping clear =
        said(all, Auditing::clear).stream().min(Comparator.naturalOrder()).orElse(Keeping.KEEP);
    return Optional.of(
        new KeepRecording(reads, clear, bindValues, any(all, Auditing::eachRow), hash));
  }

  private static boolean any(List<Auditing> all, Function<Auditing, Optional<Boolean>> word) {
    return said(all, word).contains(true);
  }

  private static <T> List<T> said(List<Auditing> all, Function<Auditing, Optional<T>> word) {
    return all.stream().flatMap(each -> word.apply(each).stream()).toList();
  }
}
