package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.Detector;
import io.jitjdbc.policy.Obligation.GuardColumn;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked for in a column of a request, and whether its values are shown to anybody in
 * another form than they have.
 *
 * @param giving the rules that give rights in this request
 */
record Scanning(Policy policy, List<Rule> giving, Collection<Access> accesses, Kin kin) {
  private static final Optional<String> DETECTORS = Optional.of("detectors");
  private static final Set<Action> STORES = EnumSet.of(Action.INSERT, Action.UPDATE);

  Optional<ScanColumn> of(Column column) {
    Detection detection = policy.detectors().on(column);
    if (detection.isNothing()) {
      return Optional.empty();
    }
    Set<Detector> revealed = EnumSet.copyOf(detection.reactions().keySet());
    revealed.removeIf(detector -> !isRevealed(detector, column));
    Detection left = detection.without(revealed);
    return left.isNothing() ? Optional.empty() : Optional.of(new ScanColumn(column, left));
  }

  private boolean isRevealed(Detector detector, Column column) {
    String name = Detectors.revealing(detector);
    return giving.stream()
        .anyMatch(rule -> rule.reveal().includes(name) && rule.covers(Action.SELECT, column));
  }

  /** Whoever stores something may have got it from somebody who sees less than they do. */
  Optional<GuardColumn> guard(Column column) {
    if (accesses.stream().noneMatch(access -> stores(access, column))) {
      return Optional.empty();
    }
    return policy.tagsOn(kin.with(column)).stream()
        .map(Tag::name)
        .findFirst()
        .or(() -> policy.detectors().on(column).masksAnything() ? DETECTORS : Optional.empty())
        .map(why -> new GuardColumn(column, why));
  }

  private static boolean stores(Access access, Column column) {
    return STORES.contains(access.action()) && access.resource().equals(column);
  }
}
