package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.usage.UsageLimit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code budgets}. */
final class BudgetReader {
  private static final Pattern WINDOW = Pattern.compile("0*[1-9][0-9]{0,5}(?:s|m|h|d)");

  /** By the name under which the policy says how much. */
  private static final Map<String, Measure> MEASURES =
      Map.of(
          "rows", new Measure.Rows(),
          "people", new Measure.People(Set.of(), Set.of()),
          "bytes", new Measure.Bytes());

  private final ResourceReader resources;
  private final Map<String, ApprovalRequirement> approvals;

  BudgetReader(List<Tag> tags, Map<String, ApprovalRequirement> approvals) {
    this.resources = new ResourceReader(tags);
    this.approvals = approvals;
  }

  List<Budget> read(Item item) {
    var budgets = new ArrayList<Budget>();
    var ids = new HashSet<String>();
    for (Item budget : item.items()) {
      Section section =
          budget.section(
              "id",
              "who",
              "resources",
              "rows",
              "people",
              "bytes",
              "identity",
              "window",
              "approval");
      budget(section, ids).ifPresent(budgets::add);
    }
    return budgets;
  }

  private Optional<Budget> budget(Section section, Set<String> ids) {
    Optional<String> id = section.require("id").flatMap(name -> id(name, ids));
    Optional<UsageLimit> limit = limit(section);
    Optional<ApprovalRequirement> beyond =
        section.find("approval").flatMap(item -> item.oneOf(approvals, "approval"));
    Who who = section.require("who").map(RuleReader::who).orElse(Who.ANYONE);
    List<ResourcePattern> resources =
        section.require("resources").map(this.resources::read).orElse(List.of());
    List<ColumnPattern> identity = identity(section);
    Measure measure = measure(section);
    return id.flatMap(
        name ->
            limit.map(
                most ->
                    new Budget(
                        who, resources, identity, new LimitUsage(name, measure, most, beyond))));
  }

  /** Which columns tell people apart: asked for exactly where people are counted. */
  private static List<ColumnPattern> identity(Section section) {
    if (section.find("people").isPresent()) {
      return section.require("identity").map(Patterns::columns).orElse(List.of());
    }
    section.refuse("identity", "only a budget of people has an identity");
    return List.of();
  }

  private static Measure measure(Section section) {
    return MEASURES.entrySet().stream()
        .filter(measure -> section.find(measure.getKey()).isPresent())
        .findFirst()
        .<Measure>map(Map.Entry::getValue)
        .orElseGet(Measure.Rows::new);
  }

  private static Optional<String> id(Item item, Set<String> ids) {
    Optional<String> id = item.text(Words.NAME, Words.A_NAME);
    id.filter(name -> !ids.add(name))
        .ifPresent(name -> item.problem("another budget is called \"" + name + "\""));
    return id;
  }

  private static Optional<UsageLimit> limit(Section section) {
    Optional<Long> most = most(section);
    Optional<Item> window = section.require("window");
    return window.flatMap(item -> limit(most.orElse(0L), item)).filter(limit -> most.isPresent());
  }

  private static Optional<Long> most(Section section) {
    List<Item> given =
        MEASURES.keySet().stream().flatMap(name -> section.find(name).stream()).toList();
    if (given.size() != 1) {
      section.item().problem("a budget counts exactly one of rows, people and bytes");
    }
    return given.stream().map(Item::amount).toList().stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<UsageLimit> limit(long most, Item item) {
    try {
      return item.text(WINDOW, "a duration such as 90s, 15m, 24h or 30d")
          .map(Kind.DURATION.parser())
          .map(window -> new UsageLimit(most, window));
    } catch (IllegalArgumentException e) {
      item.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
