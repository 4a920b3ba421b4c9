package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a policy comes to for one statement, to be held against what another one does.
 *
 * @param effect permit, approval or deny
 * @param shown how columns are shown that are not shown as they are, by their path; empty if that
 *     is not known
 */
public record Outcome(String effect, String rule, Optional<SortedMap<String, String>> shown) {
  private static final String PERMIT = "permit";
  private static final String APPROVAL = "approval";
  private static final String DENY = "deny";

  private static final Obligation.Cases<Optional<MaskColumn>> MASKS =
      new Obligation.Cases<>(
          Optional::of,
          scan -> Optional.empty(),
          guard -> Optional.empty(),
          limit -> Optional.empty(),
          usage -> Optional.empty(),
          each -> Optional.empty(),
          recording -> Optional.empty());
  private static final Obligation.Cases<Optional<ScanColumn>> SCANS =
      new Obligation.Cases<>(
          mask -> Optional.empty(),
          Optional::of,
          guard -> Optional.empty(),
          limit -> Optional.empty(),
          usage -> Optional.empty(),
          each -> Optional.empty(),
          recording -> Optional.empty());

  public Outcome {
    requireNonNull(effect);
    requireNonNull(rule);
    requireNonNull(shown);
  }

  /** What an event says was decided; it does not say how each column was shown. */
  static Outcome recorded(String effect, String rule) {
    return new Outcome(effect, rule, Optional.empty());
  }

  static Outcome of(Decision decision) {
    return decision.fold(
        permit -> new Outcome(PERMIT, permit.rule(), Optional.of(shown(permit))),
        deny -> new Outcome(DENY, deny.rule(), Optional.of(new TreeMap<>())),
        asking -> new Outcome(APPROVAL, asking.rule(), Optional.of(new TreeMap<>())));
  }

  private static SortedMap<String, String> shown(Permit permit) {
    var shown = new TreeMap<String, String>();
    for (Obligation obligation : permit.obligations()) {
      obligation.fold(SCANS).ifPresent(scan -> shown.put(scan.column().path(), "searched"));
    }
    for (Obligation obligation : permit.obligations()) {
      obligation.fold(MASKS).ifPresent(mask -> shown.put(mask.column().path(), words(mask)));
    }
    return shown;
  }

  private static String words(MaskColumn mask) {
    return mask.mask() + " (" + mask.tag() + ')';
  }

  /** The same where nobody is held to it: everything runs, and is shown as it is. */
  Outcome observed() {
    return new Outcome(PERMIT, rule + " (observed)", Optional.of(new TreeMap<>()));
  }

  /** How a column is shown, for a permit; empty if as it is. */
  Optional<String> shown(Column column) {
    return shown.map(all -> all.get(column.path()));
  }

  public boolean isPermit() {
    return effect.equals(PERMIT);
  }

  public boolean isDenial() {
    return effect.equals(DENY);
  }

  /** Whether people would notice that it is this and not that. */
  boolean differs(Outcome other) {
    boolean isShownOtherwise =
        shown.isPresent() && other.shown.isPresent() && !shown.equals(other.shown);
    return !effect.equals(other.effect) || isShownOtherwise;
  }

  /** What is shown otherwise than by the other, a line for each column. */
  public List<String> differences(Outcome other) {
    if (shown.isEmpty() || other.shown.isEmpty() || !isPermit() || !other.isPermit()) {
      return List.of();
    }
    var columns = new TreeMap<String, String>(shown.get());
    columns.putAll(other.shown.get());
    return columns.keySet().stream()
        .filter(column -> !word(shown.get(), column).equals(word(other.shown.get(), column)))
        .map(
            column ->
                column + ": " + word(other.shown.get(), column) + " → " + word(shown.get(), column))
        .toList();
  }

  private static String word(SortedMap<String, String> shown, String column) {
    return shown.getOrDefault(column, "in clear");
  }
}
