package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Subject;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Obligation.KeepRecording;
import io.jitjdbc.policy.PolicyMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy that was read without an error. Immutable; rules and tags in the order of the file.
 *
 * @param observed who is not held to it
 * @param auditing what is recorded where no rule says otherwise
 * @param hash how hashes are made that are recorded in place of values
 */
record Policy(
    String version,
    Who observed,
    List<Tag> tags,
    Detectors detectors,
    List<Rule> rules,
    List<Budget> budgets,
    List<RoutineDeclaration> routines,
    Auditing auditing,
    Optional<MaskSpec> hash) {
  Policy {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
    budgets = List.copyOf(budgets);
    routines = List.copyOf(routines);
  }

  Policy under(String other) {
    return new Policy(other, observed, tags, detectors, rules, budgets, routines, auditing, hash);
  }

  Decision decide(AuthorizationRequest request) {
    return new Evaluation(this, request).decide();
  }

  PolicyMode mode(Subject subject) {
    return observed.includes(subject) ? PolicyMode.OBSERVE : PolicyMode.ENFORCE;
  }

  /** Whether a rule or a budget is about what the database tells of its structure. */
  boolean mindsMetadata() {
    return Stream.concat(
            rules.stream().map(Rule::resources), budgets.stream().map(Budget::resources))
        .flatMap(List::stream)
        .anyMatch(ResourcePattern::isMetadata);
  }

  /** The groups or people that it names anywhere. */
  SortedSet<String> named(Function<Who, Set<String>> names) {
    return Stream.of(
            Stream.of(observed), rules.stream().map(Rule::who), budgets.stream().map(Budget::who))
        .flatMap(whose -> whose)
        .flatMap(who -> names.apply(who).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is recorded beside the events of a statement to which these rules give rights. */
  Optional<KeepRecording> recording(List<Rule> matched) {
    List<Auditing> all =
        matched.isEmpty()
            ? List.of(auditing)
            : matched.stream().map(rule -> rule.auditing().orElse(auditing)).toList();
    return Auditing.of(all, hash);
  }

  /** What operators must not overlook. */
  Optional<String> laxity() {
    return observed.isNobody()
        ? Optional.empty()
        : Optional.of(
            "observe mode for "
                + observed
                + ": nothing is enforced there, the audit says what would be");
  }

  List<Rule> rulesAbout(Subject subject) {
    return rules.stream().filter(rule -> rule.isAbout(subject)).toList();
  }

  /** The tags on any of these columns, which share their values. */
  List<Tag> tagsOn(List<Column> columns) {
    return tags.stream().filter(tag -> columns.stream().anyMatch(tag::isOn)).toList();
  }
}
