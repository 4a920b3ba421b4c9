package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Cases;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Metadata;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.policy.RoutineResults;
import io.jitjdbc.policy.yaml.Rule.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request against one policy. Deny wins over everything, a missing right over asking for an
 * approval, and asking over a permit.
 */
final class Evaluation {
  /** Decides for what touches nothing, and for metadata of which no rule says anything. */
  static final String NO_ACCESS = "no-access";

  /** Decides for what no rule permits. */
  static final String NO_RULE = "no-rule";

  private static final Cases<Stream<Routine>> ROUTINE =
      new Cases<>(
          table -> Stream.empty(),
          column -> Stream.empty(),
          Stream::of,
          server -> Stream.empty(),
          metadata -> Stream.empty());
  private static final Comparator<Access> BY_NAME =
      Comparator.comparing((Access access) -> access.resource().path())
          .thenComparing(Access::action);

  private final Policy policy;
  private final AuthorizationRequest request;
  private final Collection<Access> accesses;
  private final Collection<Access> touched;
  private final Kin kin;
  private final List<Rule> concerned;
  private final List<Rule> rules;
  private final List<Rule> giving;
  private final boolean conditional;

  Evaluation(Policy policy, AuthorizationRequest request) {
    this.policy = policy;
    this.request = request;
    this.accesses = Columns.exportedWithTheirTables(request.accesses());
    this.kin = new Kin(request.kin());
    this.touched = kin.with(accesses);
    this.concerned = policy.rulesAbout(request.subject()).stream().filter(this::concerns).toList();
    this.rules = concerned.stream().filter(this::holds).toList();
    this.giving = rules.stream().filter(this::givesRights).toList();
    this.conditional = concerned.stream().anyMatch(Rule::isConditional);
  }

  Decision decide() {
    if (accesses.isEmpty()) {
      return new Permit(
          NO_ACCESS,
          policy.version(),
          policy.recording(List.of()).stream().map(Obligation.class::cast).toList(),
          false);
    }
    return denial().or(this::missingRight).or(this::missingApproval).orElseGet(this::permit);
  }

  /** What a rule says of other resources needs no look at the circumstances. */
  private boolean concerns(Rule rule) {
    return !rule.isConditional()
        || touched.stream().anyMatch(access -> rule.hits(access) || rule.covers(access));
  }

  private boolean holds(Rule rule) {
    return rule.holds(request.circumstances(), request.context().time());
  }

  private boolean givesRights(Rule rule) {
    return switch (rule.effect()) {
      case PERMIT -> true;
      case DENY -> false;
      case REQUIRE_APPROVAL ->
          isApproved(ApprovalScope.ofRule(rule.id()))
              || rule.approvesItself(request.circumstances(), request.context().time());
    };
  }

  private boolean isApproved(String scope) {
    return request.approvals().stream()
        .anyMatch(
            approval ->
                approval.binding().scope().equals(scope)
                    && approval.binding().policyVersion().equals(policy.version())
                    && approval.binding().subject().equals(request.subject().key())
                    && approval.expiresAt().isAfter(request.context().time()));
  }

  private Optional<Decision> denial() {
    for (Rule rule : rules) {
      if (rule.effect() == Effect.DENY) {
        Optional<Access> denied = firstTouched(rule::hits);
        if (denied.isPresent()) {
          String reason = rule.reason().isEmpty() ? "ask whoever owns the policy" : rule.reason();
          return Optional.of(deny(rule.id(), spelled(denied.get()) + " is denied: " + reason));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> missingRight() {
    return first(
            access -> !isFree(access) && rules.stream().noneMatch(rule -> mayCover(rule, access)))
        .map(
            access ->
                deny(
                    NO_RULE,
                    String.format(
                        Locale.ROOT,
                        "no rule permits %s for %s; %s",
                        spelled(access),
                        request.subject().name(),
                        nextStep(access))));
  }

  /** Programs ask for metadata before they ask for anything: it needs no right. */
  private static boolean isFree(Access access) {
    return access.resource() instanceof Metadata;
  }

  /** What would have to be otherwise for a rule to cover the access. */
  private String nextStep(Access access) {
    return concerned.stream()
        .filter(rule -> mayCover(rule, access))
        .findFirst()
        .map(Evaluation::nextStep)
        .orElse("ask whoever owns the policy for one");
  }

  private static String nextStep(Rule rule) {
    return rule.isOnRequest()
        ? "rule "
            + rule.id()
            + " does for who asks for it: connect with jit.request="
            + rule.id()
            + ", or setClientInfo(\"jit.request\", \""
            + rule.id()
            + "\")"
        : "rule " + rule.id() + " does, but not under the circumstances of this execution";
  }

  private static boolean mayCover(Rule rule, Access access) {
    return rule.effect() != Effect.DENY && rule.covers(access);
  }

  private Optional<Decision> missingApproval() {
    for (Rule rule : rules) {
      ApprovalRequirement requirement = rule.approval();
      if (requirement != null && !givesRights(rule)) {
        Optional<Access> asking =
            firstTouched(rule::hits)
                .or(() -> first(access -> rule.covers(access) && !isCovered(access)));
        if (asking.isPresent()) {
          return Optional.of(
              new RequestableDeny(
                  rule.id(),
                  policy.version(),
                  needsApproval(asking.get(), requirement, rule.reason()),
                  requirement));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isCovered(Access access) {
    return giving.stream().anyMatch(rule -> rule.covers(access));
  }

  private Decision permit() {
    List<Rule> matched =
        giving.stream().filter(rule -> accesses.stream().anyMatch(rule::covers)).toList();
    var obligations = new ArrayList<Obligation>(masks());
    obligations.addAll(scans());
    obligations.addAll(limits(matched));
    obligations.addAll(budgets());
    policy.recording(matched).ifPresent(obligations::add);
    if (conditional) {
      obligations.add(new Obligation.DecideEachTime());
    }
    return new Permit(
        matched.stream().findFirst().map(Rule::id).orElse(NO_ACCESS),
        policy.version(),
        obligations,
        revealsEverything(),
        routines(),
        columns().flatMap(masking()::revealed).toList());
  }

  private List<RoutineResults> routines() {
    return accesses.stream()
        .filter(access -> access.action() == Action.EXECUTE)
        .flatMap(access -> access.resource().fold(ROUTINE))
        .sorted(Comparator.comparing(Routine::path))
        .flatMap(routine -> results(routine).stream())
        .toList();
  }

  private Optional<RoutineResults> results(Routine routine) {
    return policy.routines().stream()
        .filter(declaration -> declaration.isOf(routine))
        .findFirst()
        .map(declaration -> declaration.results(routine, tag -> isRevealed(tag, routine)));
  }

  private boolean isRevealed(Tag tag, Routine routine) {
    return giving.stream()
        .anyMatch(
            rule -> rule.reveal().includes(tag.name()) && rule.covers(Action.EXECUTE, routine));
  }

  private List<? extends Obligation> masks() {
    return columns().flatMap(masking()::of).toList();
  }

  private Masking masking() {
    return new Masking(policy, giving, accesses, kin, this::isApproved);
  }

  private Stream<Column> columns() {
    return Columns.in(accesses).sorted(Comparator.comparing(Column::path));
  }

  private List<Obligation> scans() {
    var scanning = new Scanning(policy, giving, accesses, kin);
    return columns()
        .<Obligation>flatMap(
            column -> Stream.concat(scanning.of(column).stream(), scanning.guard(column).stream()))
        .toList();
  }

  /** A limit holds whatever another rule permits: rights add up, and so do restrictions. */
  private List<LimitResult> limits(List<Rule> matched) {
    Map<Measure, List<LimitResult>> held =
        matched.stream()
            .flatMap(rule -> rule.limits().stream())
            .filter(limit -> !isApproved(limit.scope()))
            .collect(
                Collectors.groupingBy(
                    LimitResult::measure, LinkedHashMap::new, Collectors.toList()));
    return held.values().stream()
        .flatMap(
            limits -> limits.stream().min(Comparator.comparingLong(LimitResult::most)).stream())
        .toList();
  }

  /** All of them, because each counts with what other statements read. */
  private List<LimitUsage> budgets() {
    return policy.budgets().stream()
        .filter(budget -> budget.isAbout(request.subject()) && budget.counts(touched))
        .map(budget -> budget.limit(accesses, kin))
        .filter(limit -> !isApproved(ApprovalScope.ofBudget(limit.budget())))
        .toList();
  }

  /** What has no proven origin may come from anything that the statement touches. */
  private boolean revealsEverything() {
    return accesses.stream()
        .allMatch(
            access ->
                giving.stream()
                    .anyMatch(
                        rule ->
                            rule.reveal().everything()
                                && rule.covers(
                                    Masking.reading(access.action()), access.resource())));
  }

  private Optional<Access> firstTouched(Predicate<Access> condition) {
    return touched.stream().filter(condition).min(BY_NAME);
  }

  private Optional<Access> first(Predicate<Access> condition) {
    return accesses.stream().filter(condition).min(BY_NAME);
  }

  private Deny deny(String rule, String reason) {
    return new Deny(rule, policy.version(), reason);
  }

  private static String needsApproval(
      Access access, ApprovalRequirement requirement, String reason) {
    return String.format(
        Locale.ROOT,
        "%s needs an approval by %s%s",
        spelled(access),
        String.join(" or ", requirement.approverGroups().stream().sorted().toList()),
        reason.isEmpty() ? "" : ": " + reason);
  }

  private static String spelled(Access access) {
    String path = access.resource().path();
    return access.action() + " on " + (path.equals("server") ? "the database server itself" : path);
  }
}
