package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalRequirement.Coverage;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.settings.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads the section {@code approvals}. */
final class ApprovalReader {
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(30);
  private static final Duration VALID_FOR = Duration.ofMinutes(15);
  private static final Pattern DURATION = Pattern.compile("0*[1-9][0-9]{0,5}(?:s|m|h|d)");

  /** Stands for what could not be read, in a policy that is refused for it. */
  private static final Set<String> NOBODY = Set.of("?");

  private static final List<String> NAMES =
      List.of(
          "approvers",
          "quorum",
          "stages",
          "answer-within",
          "valid-for",
          "uses",
          "window",
          "escalate",
          "remind-after",
          "break-glass",
          "purpose",
          "covers",
          "values",
          "mode");

  private static final Map<String, Boolean> VALUES = Map.of("hidden", false, "shown", true);

  private ApprovalReader() {}

  static Map<String, ApprovalRequirement> read(Item approvals) {
    var read = new LinkedHashMap<String, ApprovalRequirement>();
    approvals
        .entries()
        .forEach(
            (name, item) -> {
              if (!Words.NAME.matcher(name).matches()) {
                item.problem("an approval needs " + Words.A_NAME);
              }
              read.put(name, approval(item));
            });
    return read;
  }

  private static ApprovalRequirement approval(Item item) {
    Section section = item.section(NAMES.toArray(String[]::new));
    return new ApprovalRequirement(
        stages(section),
        duration(section, "answer-within").orElse(ANSWER_WITHIN),
        duration(section, "valid-for").orElse(VALID_FOR),
        count(section, "uses"),
        section.find("window").flatMap(WindowReader::read),
        section.find("escalate").map(ApprovalReader::escalation),
        duration(section, "remind-after"),
        section.find("break-glass").map(ApprovalReader::breakGlass),
        section.find("purpose").flatMap(ApprovalReader::pattern),
        coverage(section),
        section.find("values").flatMap(word -> word.oneOf(VALUES, "word")).orElse(false),
        section.find("mode").flatMap(word -> word.oneOf(Words.WAITING, "mode")));
  }

  private static Coverage coverage(Section section) {
    return section
        .find("covers")
        .flatMap(word -> word.oneOf(Words.COVERAGE, "word"))
        .orElse(Coverage.STATEMENT);
  }

  private static List<ApprovalStage> stages(Section section) {
    Optional<Item> several = section.find("stages");
    if (several.isEmpty()) {
      return List.of(stage(section));
    }
    section.refuse("approvers", "goes into the stages");
    section.refuse("quorum", "goes into the stages");
    List<ApprovalStage> stages =
        several.get().items().stream()
            .map(stage -> stage(stage.section("approvers", "quorum")))
            .toList();
    return stages.isEmpty() ? List.of(new ApprovalStage(NOBODY, 1)) : stages;
  }

  private static ApprovalStage stage(Section section) {
    return new ApprovalStage(groups(section, "approvers"), count(section, "quorum"));
  }

  private static Escalation escalation(Item item) {
    Section section = item.section("after", "approvers");
    section.require("after");
    return new Escalation(
        duration(section, "after").orElse(ANSWER_WITHIN), groups(section, "approvers"));
  }

  private static BreakGlass breakGlass(Item item) {
    Section section = item.section("groups", "valid-for");
    return new BreakGlass(
        groups(section, "groups"), duration(section, "valid-for").orElse(VALID_FOR));
  }

  private static Optional<String> pattern(Item item) {
    try {
      return item.text().map(Pattern::compile).map(Pattern::pattern);
    } catch (PatternSyntaxException e) {
      item.problem("is no regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }

  private static Set<String> groups(Section section, String name) {
    Set<String> groups =
        section.require(name).map(Item::items).orElse(List.of()).stream()
            .flatMap(group -> group.text().stream())
            .collect(Collectors.toSet());
    return groups.isEmpty() ? NOBODY : groups;
  }

  private static int count(Section section, String name) {
    return section.find(name).flatMap(item -> item.count(1)).orElse(1);
  }

  private static Optional<Duration> duration(Section section, String name) {
    return section
        .find(name)
        .flatMap(item -> item.text(DURATION, "a duration such as 30s, 15m, 8h or 2d"))
        .map(Kind.DURATION.parser());
  }
}
