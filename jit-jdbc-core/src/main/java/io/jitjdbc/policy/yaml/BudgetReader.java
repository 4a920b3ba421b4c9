package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ApprovalRequirement;
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

  private final Map<String, ApprovalRequirement> approvals;

  BudgetReader(Map<String, ApprovalRequirement> approvals) {
    this.approvals = approvals;
  }

  List<Budget> read(Item item) {
    var budgets = new ArrayList<Budget>();
    var ids = new HashSet<String>();
    for (Item budget : item.items()) {
      Section section = budget.section("id", "who", "resources", "rows", "window", "approval");
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
        section.require("resources").map(RuleReader::resources).orElse(List.of());
    return id.flatMap(
        name -> limit.map(most -> new Budget(who, resources, new LimitUsage(name, most, beyond))));
  }

  private static Optional<String> id(Item item, Set<String> ids) {
    Optional<String> id = item.text(Words.NAME, Words.A_NAME);
    id.filter(name -> !ids.add(name))
        .ifPresent(name -> item.problem("another budget is called \"" + name + "\""));
    return id;
  }

  private static Optional<UsageLimit> limit(Section section) {
    Optional<Integer> rows = section.require("rows").flatMap(item -> item.count(0));
    Optional<Item> window = section.require("window");
    return window.flatMap(item -> limit(rows.orElse(0), item)).filter(limit -> rows.isPresent());
  }

  private static Optional<UsageLimit> limit(long rows, Item item) {
    try {
      return item.text(WINDOW, "a duration such as 90s, 15m, 24h or 30d")
          .map(Kind.DURATION.parser())
          .map(window -> new UsageLimit(rows, window));
    } catch (IllegalArgumentException e) {
      item.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
