package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.RequestState.Status.REQUESTED;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people see of a request: Block Kit blocks, with buttons as long as it takes an answer. */
final class RequestMessage {
  static final String APPROVE = "jit_approve";
  static final String REJECT = "jit_reject";
  static final String BLOCK = "jit:";

  /** Slack's limits are 150, 10 fields, and 3000. */
  private static final int HEADER = 150;

  private static final int FIELDS = 10;
  private static final int STATEMENT = 2900;
  private static final int STATUS = 2000;
  private static final int COMMENT = 200;

  private static final String SIREN = "\ud83d\udea8 ";

  private final AccessRequest request;
  private final RequestState state;

  RequestMessage(AccessRequest request, RequestState state) {
    this.request = request;
    this.state = state;
  }

  /** Whether somebody may still press a button. */
  private boolean takesAnswers() {
    return request.isEmergency() ? state.answers().isEmpty() : state.status() == REQUESTED;
  }

  /** The arguments of the methods that post and update; without the place. */
  Map<String, Object> arguments(String nonce) {
    return arguments(nonce, false);
  }

  /**
   * The same for a first posting.
   *
   * @param calling whether everybody in the channel is called, if it is an emergency
   */
  Map<String, Object> arguments(String nonce, boolean calling) {
    var arguments = new LinkedHashMap<String, Object>();
    // Shown in notifications, where it is markup: nothing that others wrote belongs here.
    arguments.put("text", title());
    arguments.put("blocks", blocks(nonce, calling));
    arguments.put("parse", "none");
    arguments.put("link_names", false);
    return arguments;
  }

  private List<Object> blocks(String nonce, boolean calling) {
    var blocks = new ArrayList<Object>();
    blocks.add(Map.of("type", "header", "text", SlackText.plain(SlackText.line(title(), HEADER))));
    if (request.isEmergency() && takesAnswers()) {
      blocks.add(section(SlackText.alarm(calling)));
    }
    List<Object> fields = RequestFields.of(request);
    for (int from = 0; from < fields.size(); from += FIELDS) {
      int to = Math.min(from + FIELDS, fields.size());
      blocks.add(Map.of("type", "section", "fields", List.copyOf(fields.subList(from, to))));
    }
    addStatement(blocks);
    blocks.add(section(SlackText.plain(SlackText.line(progress(), STATUS))));
    if (takesAnswers()) {
      blocks.add(buttons(nonce));
    }
    return blocks;
  }

  private void addStatement(List<Object> blocks) {
    String statement = request.summary().statement();
    blocks.add(section(SlackText.code(statement, STATEMENT)));
    if (!SlackText.isShownWhole(statement, STATEMENT)) {
      // Or whoever asks would hide what matters behind a long beginning.
      String more =
          "The statement goes on: it has "
              + statement.length()
              + " characters, and the rest does not fit here. Read it before you approve: jit show "
              + request.id();
      blocks.add(section(SlackText.plain(SlackText.line(more, STATUS))));
    }
  }

  private String title() {
    if (request.isEmergency()) {
      return takesAnswers()
          ? SIREN + "Emergency access to review: " + request.id()
          : "Emergency access, reviewed: " + request.id();
    }
    String what =
        state.status() == REQUESTED ? "Approval needed" : "Access request " + word(state.status());
    return what + ": " + request.id();
  }

  private static String word(RequestState.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private String progress() {
    String said = state.answers().stream().map(this::said).collect(Collectors.joining("; "));
    String ended = state.ending().map(RequestMessage::ended).orElse("");
    String counted =
        state.status() == REQUESTED
            ? state.answers().size() + " of " + request.requirement().quorum() + " said yes. "
            : "It is " + word(state.status()) + ". ";
    return counted + ended + said;
  }

  private static String ended(Ending ending) {
    return "Ended by " + ending.byName() + comment(ending.comment()) + ". ";
  }

  private String said(Answer answer) {
    String deputy = answer.absent().isEmpty() ? "" : " (as a deputy)";
    String word = answer.granted() ? " said yes" : " said no";
    return answer.approverName() + deputy + word + comment(answer.comment());
  }

  private static String comment(String text) {
    String clean = text.strip();
    int most = Math.min(clean.length(), COMMENT);
    return clean.isEmpty() ? "" : ": " + clean.substring(0, most);
  }

  /** Says that more people may answer now, as a reply, because changes notify nobody. */
  Map<String, Object> escalation() {
    String text = "Still waits for an answer, and more people may give it now: " + request.id();
    String groups =
        request
            .requirement()
            .escalation()
            .map(more -> SlackText.list(new TreeSet<>(more.approverGroups()), COMMENT, STATUS))
            .orElse("");
    return reply(text, text + "\nAlso asked now: " + groups);
  }

  /**
   * The same, when nobody has answered for a while.
   *
   * @param groups who may
   */
  static Map<String, Object> reminder(String requestId, Set<String> groups) {
    String text = "Still waits for an answer: " + requestId;
    return reply(
        text, text + "\nMay answer: " + SlackText.list(new TreeSet<>(groups), COMMENT, STATUS));
  }

  private static Map<String, Object> reply(String text, String shown) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("text", text);
    arguments.put("blocks", List.of(section(SlackText.plain(shown))));
    arguments.put("parse", "none");
    arguments.put("link_names", false);
    return arguments;
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
