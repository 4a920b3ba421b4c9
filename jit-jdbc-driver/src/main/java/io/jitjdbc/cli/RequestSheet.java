package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One request, with everything that an approver needs to decide. */
final class RequestSheet {
  private static final int LABEL_WIDTH = 13;

  private final PrintWriter out;

  private RequestSheet(PrintWriter out) {
    this.out = out;
  }

  static void print(Entry entry, PrintWriter out) {
    new RequestSheet(out).print(entry);
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
    line("Request", request.id() + " (" + word(entry.state().status()) + ")");
    line("Who", who(request.subject()));
    if (!request.actor().key().equals(request.subject().key())) {
      line("Acting", who(request.actor()));
    }
    line("Database", request.binding().target());
    line("Application", request.summary().application());
    line("Purpose", request.binding().purpose());
    line("Rule", request.summary().rule());
    line("Reason", request.summary().reason());
    line("Resources", list(request.summary().resources()));
    statement(request.summary().statement());
    requirement(request);
    entry.state().answers().forEach(this::answer);
    out.flush();
  }

  private void requirement(AccessRequest request) {
    var needed = request.requirement();
    line("Approvers", needed.quorum() + " of the groups " + list(needed.approverGroups()));
    line("Good for", needed.uses() + " use(s) within " + needed.validFor());
    line("Filed", request.filedAt() + ", expires " + request.expiresAt());
  }

  private void answer(RequestState.Answer answer) {
    String comment = answer.comment().isEmpty() ? "" : ": " + answer.comment();
    String word = answer.granted() ? "yes" : "no";
    line("Answer", word + " by " + answer.approverName() + " at " + answer.at() + comment);
  }

  /** Each line of it is indented, so that none can pass for one of ours. */
  private void statement(String text) {
    out.println("Statement:");
    Printable.lines(text).lines().forEach(line -> out.println("    " + line));
  }

  private void line(String label, String text) {
    if (!text.isEmpty()) {
      String head = label + ":";
      out.println(head + " ".repeat(LABEL_WIDTH - head.length()) + Printable.line(text));
    }
  }

  private static String who(Subject subject) {
    return subject.name() + " (" + subject.key() + "), groups " + list(subject.groups());
  }

  private static String list(Set<String> texts) {
    return String.join(", ", new TreeSet<>(texts));
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
