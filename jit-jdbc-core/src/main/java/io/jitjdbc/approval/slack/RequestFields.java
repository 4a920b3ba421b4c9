package io.jitjdbc.approval.slack;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.approval.RequestDetails;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said of a request, label by label. Values are cut before labels can be lost. */
final class RequestFields {
  /** Slack's limit is 2000. */
  private static final int FIELD = 600;

  /** Whoever chooses a long name hides nothing behind it. */
  private static final int NAME = 100;

  private static final int TABLE = 200;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AccessRequest request;
  private final ApprovalRequirement requirement;
  private final List<Object> fields = new ArrayList<>();

  private RequestFields(AccessRequest request) {
    this.request = request;
    this.requirement = request.requirement();
  }

  /** The elements of one or more sections. */
  static List<Object> of(AccessRequest request) {
    var fields = new RequestFields(request);
    fields.addAsked();
    if (request.isEmergency()) {
      fields.addReview();
    } else {
      fields.addTerms();
    }
    return List.copyOf(fields.fields);
  }

  private void addAsked() {
    AccessRequest.Summary summary = request.summary();
    addPerson("Asked by", request.subject());
    if (!request.actor().key().equals(request.subject().key())) {
      addPerson("Acting for them", request.actor());
    }
    add("Why it could not wait", request.emergency());
    add("Purpose", request.binding().purpose());
    add("Why it needs approval", summary.reason() + " (rule " + summary.rule() + ")");
    add("Database", request.binding().target());
    addList("Shown in clear", columns(summary.details(), true));
    addList("Masked", columns(summary.details(), false));
    addList("Tables and columns", new TreeSet<>(summary.resources()));
    summary.details().estimatedRows().ifPresent(rows -> add("Rows", "about " + rows));
    addList("Values", summary.details().values());
    add("Application", summary.application());
    add("Called by", summary.details().caller());
  }

  private static List<String> columns(RequestDetails details, boolean clear) {
    return details.sensitive().stream()
        .filter(column -> column.clear() == clear)
        .map(column -> column.column() + " (" + column.tag() + ")")
        .toList();
  }

  private void addTerms() {
    add(
        "Needs a yes from",
        requirement.stages().stream()
            .map(RequestFields::stage)
            .collect(Collectors.joining(", then ")));
    requirement
        .escalation()
        .ifPresent(
            more ->
                add(
                    "From " + time(request.filedAt().plus(more.after())) + " also",
                    new TreeSet<>(more.approverGroups()).toString()));
    add("Answer before", time(request.expiresAt()));
    add("A yes allows", allowance());
  }

  private void addReview() {
    var groups = new TreeSet<>(requirement.approverGroups());
    requirement.escalation().ifPresent(more -> groups.addAll(more.approverGroups()));
    add("Reviewed by one of", groups.toString());
    requirement
        .breakGlass()
        .ifPresent(open -> add("Goes ahead until", time(request.filedAt().plus(open.validFor()))));
  }

  private void addPerson(String label, Subject person) {
    String name = SlackText.line(person.name(), NAME);
    String identity = SlackText.line(person.id() + " at " + person.issuer(), FIELD - NAME);
    fields.add(SlackText.plain(label + "\n" + name + " (" + identity + ")"));
  }

  private void addList(String label, Collection<String> values) {
    String list = SlackText.list(values, TABLE, FIELD);
    if (!list.isEmpty()) {
      fields.add(SlackText.plain(label + "\n" + list));
    }
  }

  private void add(String label, String value) {
    String line = SlackText.line(value, FIELD);
    if (!line.isEmpty()) {
      fields.add(SlackText.plain(label + "\n" + line));
    }
  }

  private static String stage(ApprovalStage stage) {
    return stage.quorum() + " of " + new TreeSet<>(stage.approverGroups());
  }

  private String allowance() {
    int uses = requirement.uses();
    String often =
        switch (requirement.covers()) {
          case STATEMENT -> uses == 1 ? "one use" : uses + " uses";
          case SESSION ->
              "whatever they run on " + (uses == 1 ? "one connection" : uses + " connections");
        };
    String when = requirement.window().map(RequestFields::window).orElse("");
    return often + " within " + length(requirement.validFor()) + when;
  }

  private static String length(Duration span) {
    long minutes = span.toMinutes();
    return minutes >= 60 && minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
  }

  private static String window(ExecutionWindow window) {
    String days =
        window.days().stream().sorted().map(RequestFields::day).collect(Collectors.joining(", "));
    return ", only "
        + days
        + " from "
        + window.from()
        + " to "
        + window.to()
        + " ("
        + window.zone()
        + ")";
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
