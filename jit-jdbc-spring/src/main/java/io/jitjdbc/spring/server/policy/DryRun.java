package io.jitjdbc.spring.server.policy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.policy.yaml.YamlPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy would have done with statements that ran, beside what the one does that counts for
 * their database now. Used by one thread.
 *
 * <p>Both are asked the same: the accesses, the subject with today's groups, purpose, time and kind
 * that the events tell. Approvals, row estimates, addresses, and whether a statement has a WHERE or
 * a LIMIT are not known any more; both take them as not there.
 */
final class DryRun {
  private final YamlPolicy candidate;
  private final Map<String, YamlPolicy> inForce;
  private final Map<Seen, Tally> changes = new LinkedHashMap<>();
  private final Map<String, Long> effects = new HashMap<>();
  private final Set<String> people = new HashSet<>();
  private long statements;

  /**
   * @param inForce what counts now, by database
   */
  DryRun(YamlPolicy candidate, Map<String, YamlPolicy> inForce) {
    this.candidate = candidate;
    this.inForce = Map.copyOf(inForce);
  }

  private record Seen(String subject, String statement, Outcome before, Outcome after) {}

  private record Tally(Subject subject, Instant last, long times) {
    Tally once() {
      return new Tally(subject, last, times + 1);
    }
  }

  /** Takes a statement, the latest first. */
  void add(RecordedStatement statement) {
    Outcome before = before(statement);
    Outcome after = held(candidate, statement);
    statements++;
    people.add(statement.subject().key());
    effects.merge(after.effect(), 1L, Long::sum);
    if (after.differs(before)) {
      changes.merge(
          new Seen(statement.subject().key(), statement.text(), before, after),
          new Tally(statement.subject(), statement.time(), 1),
          (known, fresh) -> known.once());
    }
  }

  private Outcome before(RecordedStatement statement) {
    return Optional.ofNullable(inForce.get(statement.place().target()))
        .map(policy -> held(policy, statement))
        .orElse(statement.before());
  }

  /** Who is not held to a policy gets all that they ask for. */
  private static Outcome held(YamlPolicy policy, RecordedStatement statement) {
    Outcome outcome = PolicyQuestions.outcome(policy, statement);
    return policy.mode(statement.subject()) == PolicyMode.ENFORCE ? outcome : outcome.observed();
  }

  long statements() {
    return statements;
  }

  long people() {
    return people.size();
  }

  /** How many would end so. */
  long of(String effect) {
    return effects.getOrDefault(effect, 0L);
  }

  /** What would change: what would be refused first, then what most people would notice. */
  List<PolicyChange> changes() {
    return changes.entrySet().stream()
        .map(
            entry ->
                new PolicyChange(
                    entry.getValue().subject().name(),
                    entry.getKey().statement(),
                    entry.getValue().times(),
                    entry.getValue().last(),
                    entry.getKey().before(),
                    entry.getKey().after()))
        .sorted(
            Comparator.comparing((PolicyChange change) -> !change.after().isDenial())
                .thenComparing(Comparator.comparingLong(PolicyChange::times).reversed()))
        .toList();
  }
}
