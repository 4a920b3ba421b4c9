package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.cli.terminal.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Open requests, one a line. */
final class RequestTable {
  private static final List<String> HEAD =
      List.of("ID", "AGE", "WHO", "RULE", "RESOURCES", "STATEMENT");
  private static final int MOST_CHARACTERS = 60;

  private RequestTable() {}

  static void print(List<Entry> entries, Instant now, PrintWriter out) {
    if (entries.isEmpty()) {
      out.println("No request is open.");
      return;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    entries.forEach(entry -> rows.add(row(entry.request(), now)));
    Sheet.aligned(rows).forEach(out::println);
  }

  private static List<String> row(AccessRequest request, Instant now) {
    AccessRequest.Summary summary = request.summary();
    var resources = new TreeSet<>(summary.resources());
    return List.of(
        request.id(),
        age(Duration.between(request.filedAt(), now)),
        who(request.subject()),
        Printable.shortened(summary.rule(), MOST_CHARACTERS),
        Printable.shortened(String.join(", ", resources), MOST_CHARACTERS),
        Printable.shortened(summary.statement(), MOST_CHARACTERS));
  }

  private static String who(Subject subject) {
    return Printable.shortened(subject.name(), MOST_CHARACTERS);
  }

  private static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + "d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
