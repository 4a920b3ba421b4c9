package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Action;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.yaml.Rule.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the section {@code rules}. */
final class RuleReader {
  private static final Set<String> BUILT_IN = Set.of(Evaluation.NO_ACCESS, Evaluation.NO_RULE);
  private static final String EVERYTHING = "*";

  private final Map<String, Tag> tags;
  private final ResourceReader resources;
  private final Map<String, ApprovalRequirement> approvals;
  private final AuditReader audit;

  RuleReader(List<Tag> tags, Map<String, ApprovalRequirement> approvals, AuditReader audit) {
    this.audit = audit;
    this.tags = tags.stream().collect(Collectors.toMap(Tag::name, tag -> tag));
    this.resources = new ResourceReader(tags);
    this.approvals = approvals;
  }

  List<Rule> read(Item item) {
    var rules = new ArrayList<Rule>();
    var ids = new HashSet<String>();
    for (Item rule : item.items()) {
      Section section =
          rule.section(
              "id",
              "who",
              "actions",
              "resources",
              "effect",
              "reveal",
              "rows",
              "bytes",
              "approval",
              "reason",
              "when",
              "auto-approve",
              "audit");
      String id = section.require("id").map(name -> id(name, ids)).orElse("");
      section
          .require("effect")
          .flatMap(effect -> effect.oneOf(Words.EFFECTS, "effect"))
          .ifPresentOrElse(
              effect -> rules.add(rule(id, effect, section)), () -> rule(id, Effect.DENY, section));
    }
    return rules;
  }

  private static String id(Item item, Set<String> ids) {
    String id = item.text(Words.NAME, Words.A_NAME).orElse("");
    if (BUILT_IN.contains(id)) {
      item.problem("\"" + id + "\" is a built-in rule");
    }
    if (!id.isEmpty() && !ids.add(id)) {
      item.problem("another rule is called \"" + id + "\"");
    }
    return id;
  }

  private Rule rule(String id, Effect effect, Section section) {
    if (effect == Effect.DENY) {
      section.refuse("reveal", "a rule that denies reveals nothing");
      section.refuse("rows", "a rule that denies has no rows to limit");
      section.refuse("bytes", "a rule that denies has no bytes to limit");
      section.refuse("audit", "a rule that denies gives nothing to record");
    }
    if (effect == Effect.PERMIT) {
      section.refuse("reason", "the reason is shown to who is refused; a permit has none");
    }
    boolean asks = effect == Effect.REQUIRE_APPROVAL;
    if (!asks) {
      section.refuse("approval", "only effect: require-approval has an approval");
      section.refuse("auto-approve", "only effect: require-approval asks for an approval");
    }
    return new Rule(
        id,
        effect,
        section.require("who").map(RuleReader::who).orElse(Who.ANYONE),
        section.require("actions").map(RuleReader::actions).orElse(Set.of()),
        section.require("resources").map(resources::read).orElse(List.of()),
        section.find("reveal").map(this::reveal).orElse(Reveal.NOTHING),
        limits(id, section),
        asks ? section.require("approval").flatMap(this::approval).orElse(null) : null,
        section.find("reason").flatMap(Item::text).orElse(""),
        section.find("when").map(ConditionReader::read),
        section.find("auto-approve").map(ConditionReader::read),
        section.find("audit").map(audit::read).orElse(Auditing.UNSAID));
  }

  static Who who(Item item) {
    if (item.isScalar()) {
      return item.oneOf(Map.of("anyone", Who.ANYONE), "word").orElse(Who.ANYONE);
    }
    Section section = item.section("groups", "users");
    if (section.entries().isEmpty()) {
      item.problem("expected anyone, or groups or users");
    }
    return new Who(false, texts(section, "groups"), texts(section, "users"));
  }

  private static Set<String> texts(Section section, String name) {
    return section.find(name).map(Item::items).orElse(List.of()).stream()
        .flatMap(item -> item.text().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Action> actions(Item item) {
    var actions = EnumSet.noneOf(Action.class);
    for (Item action : item.items()) {
      action.oneOf(Words.ACTIONS, "action").ifPresent(actions::addAll);
    }
    return actions;
  }

  private Reveal reveal(Item item) {
    var revealed = new HashSet<String>();
    for (Item tag : item.items()) {
      tag.text()
          .ifPresent(
              name -> {
                revealed.add(name);
                if (!name.equals(EVERYTHING)
                    && !tags.containsKey(name)
                    && !DetectorReader.isRevealing(name)) {
                  tag.unknown("tag", name, tags);
                }
              });
    }
    return new Reveal(revealed.contains(EVERYTHING), Set.copyOf(revealed));
  }

  private List<LimitResult> limits(String rule, Section section) {
    Stream<LimitResult> rows =
        section.find("rows").stream()
            .flatMap(
                item ->
                    limit(item, (most, beyond) -> LimitResult.rows(most, rule, beyond)).stream());
    Stream<LimitResult> bytes =
        section.find("bytes").stream()
            .flatMap(
                item ->
                    limit(item, (most, beyond) -> LimitResult.bytes(most, rule, beyond)).stream());
    return Stream.concat(rows, bytes).toList();
  }

  private Optional<LimitResult> limit(
      Item item, BiFunction<Long, ApprovalRequirement, LimitResult> limiting) {
    Section section = item.section("limit", "approval");
    Optional<Long> limit = section.require("limit").flatMap(Item::amount);
    Optional<ApprovalRequirement> beyond = section.require("approval").flatMap(this::approval);
    return limit.flatMap(most -> beyond.map(approval -> limiting.apply(most, approval)));
  }

  private Optional<ApprovalRequirement> approval(Item item) {
    return item.oneOf(approvals, "approval");
  }
}
