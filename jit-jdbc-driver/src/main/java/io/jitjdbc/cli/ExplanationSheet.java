package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.cli.terminal.Printable;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.policy.Explanation.Output;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.KeepRecording;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.policy.PolicyMode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What would be decided about a statement, with all that it follows from. */
final class ExplanationSheet {
  private static final Obligation.Cases<Stream<LimitResult>> LIMITS =
      new Obligation.Cases<>(
          mask -> Stream.empty(),
          scan -> Stream.empty(),
          guard -> Stream.empty(),
          Stream::of,
          budget -> Stream.empty(),
          each -> Stream.empty(),
          recording -> Stream.empty());
  private static final Obligation.Cases<Stream<LimitUsage>> BUDGETS =
      new Obligation.Cases<>(
          mask -> Stream.empty(),
          scan -> Stream.empty(),
          guard -> Stream.empty(),
          limit -> Stream.empty(),
          Stream::of,
          each -> Stream.empty(),
          recording -> Stream.empty());
  private static final Obligation.Cases<Stream<KeepRecording>> RECORDINGS =
      new Obligation.Cases<>(
          mask -> Stream.empty(),
          scan -> Stream.empty(),
          guard -> Stream.empty(),
          limit -> Stream.empty(),
          budget -> Stream.empty(),
          each -> Stream.empty(),
          Stream::of);

  private static final String OBSERVED =
      "observe: the statement runs as it is and shows everything, whatever the decision";

  private final Explanation explanation;
  private final Sheet sheet;

  private ExplanationSheet(Explanation explanation, Sheet sheet) {
    this.explanation = explanation;
    this.sheet = sheet;
  }

  static void print(Explanation explanation, PrintWriter out) {
    new ExplanationSheet(explanation, new Sheet(out)).print();
    out.flush();
  }

  private void print() {
    sheet.text("Statement", explanation.text());
    sheet.line("Kind", explanation.kind());
    sheet.line("Who", who(explanation.subject()));
    explanation.estimatedRows().ifPresent(rows -> sheet.line("Rows", "about " + rows));
    Decision decision = explanation.decision();
    sheet.line(
        "Decision",
        word(decision) + " by rule " + decision.rule() + ", policy " + decision.policyVersion());
    sheet.line("Reason", reason(decision));
    sheet.lines("Approvers", approvals(decision));
    sheet.lines("Budgets", budgets(decision));
    sheet.lines("Recorded", recordings(decision));
    sheet.line("Mode", explanation.mode() == PolicyMode.OBSERVE ? OBSERVED : "");
    sheet.lines("Accesses", explanation.accesses().stream().map(Object::toString).toList());
    sheet.table("Result", outputs());
    sheet.table("Beside that", uses());
  }

  private static String who(Subject subject) {
    String groups =
        subject.groups().isEmpty() ? "in no group" : "in " + Sheet.list(subject.groups());
    return subject.name() + ", " + groups;
  }

  private static String word(Decision decision) {
    return decision.fold(permit -> "permit", deny -> "deny", asks -> "ask for an approval");
  }

  private static String reason(Decision decision) {
    return decision.fold(permit -> "", Deny::reason, RequestableDeny::reason);
  }

  private static List<String> approvals(Decision decision) {
    return decision.fold(
        permit -> limits(permit).map(ExplanationSheet::beyond).toList(),
        deny -> List.of(),
        asks -> List.of(approvers(asks.requirement())));
  }

  private static Stream<LimitResult> limits(Permit permit) {
    return permit.obligations().stream().flatMap(each -> each.fold(LIMITS));
  }

  private static String beyond(LimitResult limit) {
    return approvers(limit.beyond())
        + ", for more than "
        + limit.most()
        + " "
        + limit.measure().unit()
        + " of one result";
  }

  private static List<String> budgets(Decision decision) {
    return decision.fold(
        permit ->
            permit.obligations().stream()
                .flatMap(each -> each.fold(BUDGETS))
                .map(ExplanationSheet::budget)
                .toList(),
        deny -> List.of(),
        asks -> List.of());
  }

  private static String budget(LimitUsage usage) {
    String beyond =
        usage.beyond().map(needed -> "more by " + approvers(needed)).orElse("no more than that");
    return String.format(
        Locale.ROOT,
        "%s, %d %s within %s with all other statements; %s",
        usage.budget(),
        usage.limit().most(),
        usage.measure().unit(),
        usage.limit().windowInShort(),
        beyond);
  }

  private static List<String> recordings(Decision decision) {
    return decision.fold(
        permit ->
            permit.obligations().stream()
                .flatMap(each -> each.fold(RECORDINGS))
                .flatMap(ExplanationSheet::recording)
                .toList(),
        deny -> List.of(),
        asks -> List.of());
  }

  private static Stream<String> recording(KeepRecording recording) {
    String pace = recording.eachRow() ? ", each row before the next" : "";
    String reads =
        switch (recording.clear()) {
          case KEEP -> "what is read, as it is shown";
          case HASH -> "what is read, as it is shown; of sensitive cells in clear, hashes";
          case OMIT -> "what is read, as it is shown; sensitive cells in clear without value";
        };
    String values =
        switch (recording.bindValues()) {
          case KEEP -> "bind values";
          case HASH -> "hashes of bind values";
          case OMIT -> "";
        };
    return Stream.of(recording.reads() ? reads + pace : "", values).filter(text -> !text.isEmpty());
  }

  private static String approvers(ApprovalRequirement needed) {
    return needed.quorum() + " of the groups " + Sheet.list(needed.approverGroups());
  }

  private List<List<String>> outputs() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("COLUMN", "SHOWN", "BECAUSE IT IS"));
    explanation
        .outputs()
        .forEach(
            output ->
                rows.add(
                    List.of(
                        Printable.line(output.label()),
                        Printable.line(shown(output)),
                        Printable.line(origin(output)))));
    return rows;
  }

  private String shown(Output output) {
    boolean permitted = explanation.decision().fold(permit -> true, deny -> false, asks -> false);
    if (!permitted) {
      return "not at all";
    }
    return output.mask().isEmpty() ? "in clear" : output.mask();
  }

  private static String origin(Output output) {
    String sources =
        output.sources().stream().map(column -> column.path()).collect(Collectors.joining(", "));
    String note = output.note().isEmpty() ? "" : " (" + output.note() + ")";
    return switch (output.evidence()) {
          case NO_SOURCE -> "from no table";
          case UNCHANGED -> sources;
          case COMPUTED -> "computed from " + sources;
          case UNPROVEN -> "not proven to be anything";
        }
        + note;
  }

  private List<List<String>> uses() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("COLUMN", "IS"));
    explanation
        .uses()
        .forEach(
            use ->
                rows.add(List.of(Printable.line(use.column().path()), Printable.line(use.how()))));
    return rows;
  }
}
