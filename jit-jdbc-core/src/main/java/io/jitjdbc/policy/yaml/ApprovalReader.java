package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.settings.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the section {@code approvals}. */
final class ApprovalReader {
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(30);
  private static final Duration VALID_FOR = Duration.ofMinutes(15);
  private static final Pattern DURATION = Pattern.compile("0*[1-9][0-9]{0,5}(?:s|m|h|d)");

  /** Stands for what could not be read, in a policy that is refused for it. */
  private static final Set<String> NOBODY = Set.of("?");

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
    Section section = item.section("approvers", "quorum", "answer-within", "valid-for", "uses");
    Set<String> approvers =
        section.require("approvers").map(Item::items).orElse(List.of()).stream()
            .flatMap(group -> group.text().stream())
            .collect(Collectors.toSet());
    return new ApprovalRequirement(
        approvers.isEmpty() ? NOBODY : approvers,
        count(section, "quorum"),
        duration(section, "answer-within").orElse(ANSWER_WITHIN),
        duration(section, "valid-for").orElse(VALID_FOR),
        count(section, "uses"));
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
