package io.jitjdbc.approval.jira;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.remote.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What people read. No digest of statements or bind values is in it: short values can be found out
 * from theirs by trying.
 */
final class TicketText {
  private static final int LONGEST_SUMMARY = 255;

  /** With room for a word on what is left out. */
  private static final int MOST = Wiki.LONGEST - 200;

  private static final int LONGEST_LIST = 4_000;

  private final String how;

  /**
   * @param how people answer
   */
  TicketText(String how) {
    this.how = how;
  }

  /** What tickets of a request are found by; one word. */
  static String tag(AccessRequest request) {
    return "jit-" + request.id().replaceAll("[^A-Za-z0-9]", "");
  }

  /** One line, which is plain text to Jira. */
  static String summary(AccessRequest request) {
    String line =
        tag(request)
            + ": "
            + ForeignText.shown(request.subject().name())
            + " asks for "
            + ForeignText.shown(request.summary().rule())
            + " at "
            + ForeignText.shown(request.binding().target());
    return Wiki.cut(line.replaceAll("\\s+", " "), LONGEST_SUMMARY).strip();
  }

  /** All that the decision is about. */
  String description(AccessRequest request) {
    var lines = new ArrayList<String>();
    if (request.isEmergency()) {
      lines.add("EMERGENCY: it went ahead without an approval. Your answer is the review.");
      lines.add("Because: " + ForeignText.shown(request.emergency()));
    }
    lines.add("Request: " + request.id());
    lines.add("Who asks: " + person(request.subject()));
    if (!request.actor().key().equals(request.subject().key())) {
      lines.add("Who acts: " + person(request.actor()));
    }
    lines.add("Application: " + ForeignText.shown(request.summary().application()));
    lines.add("Purpose: " + ForeignText.shown(request.binding().purpose()));
    lines.add("Target: " + ForeignText.shown(request.binding().target()));
    lines.add("Rule: " + ForeignText.shown(request.summary().rule()));
    lines.add("Reason: " + ForeignText.shown(request.summary().reason()));
    lines.addAll(details(request.summary().details()));
    lines.add("Touches: " + resources(request));
    lines.addAll(terms(request.requirement()));
    lines.add("Answer before: " + request.expiresAt());
    lines.add("How: " + how);
    lines.add("Statement:");
    String before = Wiki.plain(String.join("\n", lines));
    return Wiki.block(before + '\n' + statement(request, MOST - before.length()));
  }

  private static List<String> details(RequestDetails details) {
    var lines = new ArrayList<String>();
    add(lines, "Shown in clear: ", columns(details, true));
    add(lines, "Masked: ", columns(details, false));
    details.estimatedRows().ifPresent(rows -> lines.add("Rows: about " + rows));
    add(lines, "Values: ", String.join(", ", details.values()));
    add(lines, "Called by: ", details.caller());
    return lines;
  }

  private static void add(List<String> lines, String label, String value) {
    if (!value.isEmpty()) {
      lines.add(label + Wiki.cut(value.replaceAll("\\p{C}", "?"), LONGEST_LIST));
    }
  }

  private static String columns(RequestDetails details, boolean clear) {
    return details.sensitive().stream()
        .filter(column -> column.clear() == clear)
        .map(column -> column.column() + " (" + column.tag() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String person(Subject subject) {
    return ForeignText.shown(subject.name()) + " (" + ForeignText.shown(subject.key()) + ")";
  }

  private static String resources(AccessRequest request) {
    String all = String.join(", ", new TreeSet<>(request.summary().resources()));
    String line = all.replaceAll("\\p{C}", "?");
    return line.length() <= LONGEST_LIST
        ? line
        : Wiki.cut(line, LONGEST_LIST)
            + "... ("
            + request.summary().resources().size()
            + " in all)";
  }

  private static List<String> terms(ApprovalRequirement terms) {
    String stages =
        terms.stages().stream()
            .map(stage -> stage.quorum() + " of " + new TreeSet<>(stage.approverGroups()))
            .collect(Collectors.joining(", then "));
    String uses =
        switch (terms.covers()) {
          case STATEMENT -> terms.uses() == 1 ? "once" : terms.uses() + " times";
          case SESSION -> "whatever they run on " + terms.uses() + " connection(s),";
        };
    var lines = new ArrayList<String>();
    lines.add("Needed: " + Wiki.cut(stages.replaceAll("\\p{C}", "?"), LONGEST_LIST));
    lines.add("Good for: " + uses + " within " + terms.validFor().toSeconds() + " s");
    terms
        .window()
        .ifPresent(
            window ->
                lines.add(
                    "Only: "
                        + new TreeSet<>(window.days())
                        + (" from " + window.from() + " to " + window.to() + " " + window.zone())));
    return lines;
  }

  /** Indented, so that no line of it looks like one of ours. */
  private static String statement(AccessRequest request, int most) {
    String whole =
        request
            .summary()
            .statement()
            .lines()
            .map(line -> "  " + line)
            .collect(Collectors.joining("\n"));
    String shown = Wiki.plain(whole);
    return shown.length() <= most
        ? shown
        : "(only its beginning; see all of it before you answer: jit show "
            + request.id()
            + ")\n"
            + Wiki.cut(shown, most);
  }
}
