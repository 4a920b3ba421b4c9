package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Action;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.yaml.Rule.Effect;
import io.jitjdbc.policy.yaml.Rule.RowLimit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the section {@code rules}. */
final class RuleReader {
  private static final Set<String> BUILT_IN = Set.of(Evaluation.NO_ACCESS, Evaluation.NO_RULE);
  private static final String EVERYTHING = "*";

  private final Map<String, Tag> tags;
  private final Map<String, ApprovalRequirement> approvals;

  RuleReader(List<Tag> tags, Map<String, ApprovalRequirement> approvals) {
    this.tags = tags.stream().collect(Collectors.toMap(Tag::name, tag -> tag));
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
              "approval",
              "reason",
              "when",
              "auto-approve");
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
        section.require("resources").map(RuleReader::resources).orElse(List.of()),
        section.find("reveal").map(this::reveal).orElse(Reveal.NOTHING),
        section.find("rows").flatMap(this::rows).orElse(null),
        asks ? section.require("approval").flatMap(this::approval).orElse(null) : null,
        section.find("reason").flatMap(Item::text).orElse(""),
        section.find("when").map(ConditionReader::read),
        section.find("auto-approve").map(ConditionReader::read));
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

  static List<ResourcePattern> resources(Item item) {
    return item.items().stream().flatMap(pattern -> Patterns.resource(pattern).stream()).toList();
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

  private Optional<RowLimit> rows(Item item) {
    Section section = item.section("limit", "approval");
    Optional<Integer> limit = section.require("limit").flatMap(rows -> rows.count(0));
    Optional<ApprovalRequirement> beyond = section.require("approval").flatMap(this::approval);
    return limit.flatMap(rows -> beyond.map(approval -> new RowLimit(rows, approval)));
  }

  private Optional<ApprovalRequirement> approval(Item item) {
    return item.oneOf(approvals, "approval");
  }
}
