package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.RequestState.Status.REQUESTED;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people see of a request: Block Kit blocks, with buttons as long as it takes an answer. */
final class RequestMessage {
  static final String APPROVE = "jit_approve";
  static final String REJECT = "jit_reject";
  static final String BLOCK = "jit:";

  /** Slack's limits are 150, 10 fields of 2000, and 3000. */
  private static final int HEADER = 150;

  private static final int FIELDS = 10;
  private static final int FIELD = 600;
  private static final int STATEMENT = 2900;
  private static final int STATUS = 2000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AccessRequest request;
  private final RequestState state;

  RequestMessage(AccessRequest request, RequestState state) {
    this.request = request;
    this.state = state;
  }

  /** What two messages have in common that look alike. */
  String label() {
    return state.status() + " " + state.answers().size();
  }

  /** Whether somebody may still press a button. */
  boolean takesAnswers() {
    return request.isEmergency() ? state.answers().isEmpty() : state.status() == REQUESTED;
  }

  /** When time alone changes what the message must show. */
  Instant due() {
    return switch (state.status()) {
      case REQUESTED -> request.expiresAt();
      case APPROVED -> request.isEmergency() ? emergencyEnd() : approvalEnd();
      default -> Notice.NEVER;
    };
  }

  private Instant emergencyEnd() {
    Duration lasts =
        request.requirement().breakGlass().map(BreakGlass::validFor).orElse(Duration.ZERO);
    return request.filedAt().plus(lasts);
  }

  private Instant approvalEnd() {
    Instant last = state.answers().get(state.answers().size() - 1).at();
    return last.plus(request.requirement().validFor());
  }

  /** The arguments of the methods that post and update; without the place. */
  Map<String, Object> arguments(String nonce) {
    var arguments = new LinkedHashMap<String, Object>();
    // Shown in notifications, where it is markup: nothing that others wrote belongs here.
    arguments.put("text", title());
    arguments.put("blocks", blocks(nonce));
    arguments.put("parse", "none");
    arguments.put("link_names", false);
    return arguments;
  }

  private List<Object> blocks(String nonce) {
    var blocks = new ArrayList<Object>();
    blocks.add(Map.of("type", "header", "text", SlackText.plain(SlackText.line(title(), HEADER))));
    List<Object> fields = fields();
    for (int from = 0; from < fields.size(); from += FIELDS) {
      int to = Math.min(from + FIELDS, fields.size());
      blocks.add(Map.of("type", "section", "fields", List.copyOf(fields.subList(from, to))));
    }
    blocks.add(section(SlackText.code(request.summary().statement(), STATEMENT)));
    blocks.add(section(SlackText.plain(SlackText.line(progress(), STATUS))));
    if (takesAnswers()) {
      blocks.add(buttons(nonce));
    }
    return blocks;
  }

  private String title() {
    if (request.isEmergency()) {
      return (takesAnswers() ? "Emergency access to review: " : "Emergency access, reviewed: ")
          + request.id();
    }
    String what =
        state.status() == REQUESTED ? "Approval needed" : "Access request " + word(state.status());
    return what + ": " + request.id();
  }

  private static String word(RequestState.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private List<Object> fields() {
    AccessRequest.Summary summary = request.summary();
    var fields = new ArrayList<Object>();
    add(fields, "Asked by", person(request.subject()));
    if (!request.actor().key().equals(request.subject().key())) {
      add(fields, "Acting for them", person(request.actor()));
    }
    add(fields, "Emergency", request.emergency());
    add(fields, "Purpose", request.binding().purpose());
    add(fields, "Why it needs approval", summary.reason() + " (rule " + summary.rule() + ")");
    add(fields, "Database", request.binding().target());
    add(fields, "Tables and columns", String.join(", ", new TreeSet<>(summary.resources())));
    add(fields, "Application", summary.application());
    add(fields, "Needs a yes from", needed());
    add(fields, "Answer before", TIME.format(request.expiresAt()));
    add(fields, "A yes allows", allowance());
    return fields;
  }

  private static void add(List<Object> fields, String label, String value) {
    if (!value.isBlank()) {
      fields.add(SlackText.plain(label + "\n" + SlackText.line(value, FIELD)));
    }
  }

  private static String person(Subject person) {
    return person.name() + " (" + person.id() + " at " + person.issuer() + ")";
  }

  private String needed() {
    return request.requirement().stages().stream()
        .map(RequestMessage::stage)
        .collect(Collectors.joining(", then "));
  }

  private static String stage(ApprovalStage stage) {
    return stage.quorum() + " of " + new TreeSet<>(stage.approverGroups());
  }

  private String allowance() {
    int uses = request.requirement().uses();
    long minutes = request.requirement().validFor().toMinutes();
    return (uses == 1 ? "one use" : uses + " uses") + " within " + minutes + " min";
  }

  private String progress() {
    String said = state.answers().stream().map(this::said).collect(Collectors.joining("; "));
    String ended = state.ending().map(end -> "Ended by " + end.byName() + ". ").orElse("");
    String counted =
        state.status() == REQUESTED
            ? state.answers().size() + " of " + request.requirement().quorum() + " said yes. "
            : "It is " + word(state.status()) + ". ";
    return counted + ended + said;
  }

  private String said(Answer answer) {
    String deputy = answer.absent().isEmpty() ? "" : " (as a deputy)";
    return answer.approverName() + deputy + (answer.granted() ? " said yes" : " said no");
  }

  private static Map<String, Object> section(Map<String, Object> text) {
    return Map.of("type", "section", "text", text);
  }

  private Map<String, Object> buttons(String nonce) {
    boolean review = request.isEmergency();
    return Map.of(
        "type",
        "actions",
        "block_id",
        BLOCK + request.id(),
        "elements",
        List.of(
            button(APPROVE, "primary", review ? "It was right" : "Approve", nonce),
            button(REJECT, "danger", review ? "It was wrong" : "Reject", nonce)));
  }

  private static Map<String, Object> button(
      String action, String style, String label, String nonce) {
    return Map.of(
        "type", "button",
        "action_id", action,
        "style", style,
        "text", SlackText.plain(label),
        "value", nonce);
  }
}
