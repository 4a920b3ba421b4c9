package io.jitjdbc.policy.yaml;

import io.jitjdbc.policy.yaml.Condition.Rows;
import io.jitjdbc.sql.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads under which circumstances a rule holds. */
final class ConditionReader {
  private static final Map<String, Boolean> PRESENCE = Map.of("present", true, "absent", false);
  private static final Map<String, StatementKind> KINDS = Words.spelled(StatementKind.values());

  private ConditionReader() {}

  static Condition read(Item item) {
    Section section =
        item.section("kinds", "where", "limit", "estimated-rows", "time", "network", "requested");
    if (section.entries().isEmpty()) {
      item.problem("expected a condition, such as where: absent");
    }
    return new Condition(
        section.find("kinds").map(ConditionReader::kinds).orElse(Set.of()),
        section.find("where").flatMap(word -> word.oneOf(PRESENCE, "word")),
        section.find("limit").flatMap(word -> word.oneOf(PRESENCE, "word")),
        section.find("estimated-rows").flatMap(ConditionReader::rows),
        section.find("time").flatMap(WindowReader::read),
        section.find("network").map(ConditionReader::networks).orElse(List.of()),
        section.find("requested").map(ConditionReader::requested).orElse(false));
  }

  private static Set<StatementKind> kinds(Item item) {
    return item.items().stream()
        .flatMap(kind -> kind.oneOf(KINDS, "kind of statement").stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Rows> rows(Item item) {
    Section section = item.section("more-than", "at-most");
    if (section.entries().size() != 1) {
      item.problem("expected either more-than or at-most");
      return Optional.empty();
    }
    return number(section, "more-than", true).or(() -> number(section, "at-most", false));
  }

  private static Optional<Rows> number(Section section, String name, boolean more) {
    return section.find(name).flatMap(number -> number.count(0)).map(rows -> new Rows(rows, more));
  }

  private static List<Network> networks(Item item) {
    return item.items().stream().flatMap(network -> network(network).stream()).toList();
  }

  private static Optional<Network> network(Item item) {
    Optional<String> text = item.text();
    Optional<Network> network = text.flatMap(Network::of);
    if (text.isPresent() && network.isEmpty()) {
      item.problem(Item.quoted(text.get()) + " is no network; write one such as 10.0.0.0/8");
    }
    return network;
  }

  private static boolean requested(Item item) {
    boolean only = item.scalar().filter("true"::equals).isPresent();
    if (!only) {
      item.problem("expected true; leave it out otherwise");
    }
    return only;
  }
}
