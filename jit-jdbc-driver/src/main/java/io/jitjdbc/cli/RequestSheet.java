package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.approval.RequestHistory;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.evidence.SignedYes;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One request, with everything that an approver needs to decide. */
final class RequestSheet {
  /** That it was filed, and what people answered, has lines of its own. */
  private static final Set<Status> ENDED =
      EnumSet.of(Status.CANCELLED, Status.REVOKED, Status.CONSUMED, Status.EXPIRED);

  private final Sheet sheet;

  private RequestSheet(Sheet sheet) {
    this.sheet = sheet;
  }

  static void print(Entry entry, PrintWriter out) {
    new RequestSheet(new Sheet(out)).print(entry);
    out.flush();
  }

  /** Why it is shown again. */
  static void print(Notice notice, Entry entry, PrintWriter out) {
    String groups = Sheet.list(notice.groups());
    String why =
        notice.kind() == Notice.Kind.REMINDED
            ? "still waits for an answer of the groups "
            : "may now be answered by the groups ";
    new Sheet(out).line("Notice", entry.request().id() + " " + why + groups);
    print(entry, out);
  }

  /** What an answer has led to. */
  static void printOutcome(Entry entry, PrintWriter out) {
    AccessRequest request = entry.request();
    String head = "Request " + request.id() + " is " + word(entry.state().status());
    long yes = entry.state().answers().stream().filter(RequestState.Answer::granted).count();
    boolean waits = entry.state().status() == Status.REQUESTED;
    out.println(
        waits ? head + ": " + yes + " of " + request.requirement().quorum() + " said yes" : head);
  }

  private void print(Entry entry) {
    AccessRequest request = entry.request();
    sheet.line("Request", request.id() + " (" + word(entry.state().status()) + ")");
    sheet.line("Who", who(request.subject()));
    if (!request.actor().key().equals(request.subject().key())) {
      sheet.line("Acting", who(request.actor()));
    }
    sheet.line("Database", request.binding().target());
    sheet.line("Application", request.summary().application());
    sheet.line("Purpose", request.binding().purpose());
    sheet.line("Emergency", request.emergency());
    sheet.line("Rule", request.summary().rule());
    sheet.line("Reason", request.summary().reason());
    sheet.line("Resources", Sheet.list(request.summary().resources()));
    details(request.summary().details());
    sheet.text("Statement", request.summary().statement());
    requirement(request);
    sheet.line("Digest", SignedYes.digest(request));
    entry.state().answers().forEach(this::answer);
    RequestHistory.of(request, entry.state()).stream()
        .filter(change -> ENDED.contains(change.status()))
        .forEach(this::ended);
  }

  private void ended(RequestHistory.Change change) {
    String word = word(change.status());
    String by = change.byName().isEmpty() ? "" : "by " + change.byName() + " ";
    String comment = change.comment().isEmpty() ? "" : ": " + change.comment();
    sheet.line(
        word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
        by + "at " + change.at() + comment);
  }

  private void details(RequestDetails details) {
    sheet.line("In clear", columns(details, true));
    sheet.line("Masked", columns(details, false));
    details.estimatedRows().ifPresent(rows -> sheet.line("Rows", "about " + rows));
    sheet.line("Called by", details.caller());
    sheet.line("Values", String.join(", ", details.values()));
  }

  private static String columns(RequestDetails details, boolean clear) {
    return details.sensitive().stream()
        .filter(column -> column.clear() == clear)
        .map(column -> column.column() + " (" + column.tag() + ")")
        .collect(Collectors.joining(", "));
  }

  private void requirement(AccessRequest request) {
    var needed = request.requirement();
    needed.stages().forEach(this::stage);
    needed
        .escalation()
        .ifPresent(
            more ->
                sheet.line(
                    "Or, later",
                    "after " + more.after() + " any of " + Sheet.list(more.approverGroups())));
    needed
        .remindAfter()
        .ifPresent(interval -> sheet.line("Reminders", "after " + interval + " without an answer"));
    needed
        .window()
        .ifPresent(
            window ->
                sheet.line("Runs", window.from() + " to " + window.to() + ", " + window.zone()));
    sheet.line("Good for", needed.uses() + use(needed) + " within " + needed.validFor());
    sheet.line("Filed", request.filedAt() + ", expires " + request.expiresAt());
  }

  private static String use(ApprovalRequirement needed) {
    return switch (needed.covers()) {
      case STATEMENT -> " use(s) of this statement";
      case SESSION -> " connection(s), whatever runs on them";
    };
  }

  private void stage(ApprovalStage stage) {
    sheet.line(
        "Approvers", stage.quorum() + " of the groups " + Sheet.list(stage.approverGroups()));
  }

  private void answer(RequestState.Answer answer) {
    String comment = answer.comment().isEmpty() ? "" : ": " + answer.comment();
    String word = answer.granted() ? "yes" : "no";
    String place = answer.absent().isEmpty() ? "" : " in the place of " + answer.absent();
    String who = answer.approverName() + place;
    String proof = answer.evidence().isEmpty() ? "" : ", signed";
    sheet.line("Answer", word + " by " + who + " at " + answer.at() + proof + comment);
  }

  private static String who(Subject subject) {
    return subject.name() + " (" + subject.key() + "), groups " + Sheet.list(subject.groups());
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
