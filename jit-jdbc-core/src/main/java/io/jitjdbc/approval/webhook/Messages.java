package io.jitjdbc.approval.webhook;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the other end is told. No digest of statements or bind values is in it: short values can be
 * found out from theirs by trying.
 */
final class Messages {
  private Messages() {}

  static String requested(AccessRequest request, Instant now) {
    var data = new LinkedHashMap<String, Object>();
    data.put("task", request.id());
    data.put("status", "requested");
    data.put("filedAt", request.filedAt().toString());
    data.put("expiresAt", request.expiresAt().toString());
    data.put("subject", person(request.subject()));
    data.put("actor", person(request.actor()));
    data.put("application", request.summary().application());
    data.put("purpose", request.binding().purpose());
    data.put("rule", request.summary().rule());
    data.put("reason", request.summary().reason());
    data.put("statement", request.summary().statement());
    data.put("resources", sorted(request.summary().resources()));
    data.putAll(request.summary().details().fields());
    data.put("target", request.binding().target());
    data.put("policyVersion", request.binding().policyVersion());
    data.put("requirement", requirement(request.requirement()));
    if (request.isEmergency()) {
      data.put("emergency", request.emergency());
    }
    return message("jit.approval.requested", now, data);
  }

  static String changed(AccessRequest request, RequestState state, Instant now) {
    var data = new LinkedHashMap<String, Object>();
    data.put("task", request.id());
    data.put("status", state.status().name().toLowerCase(Locale.ROOT));
    data.put("answers", state.answers().stream().map(Messages::answer).toList());
    state
        .ending()
        .ifPresent(
            ending ->
                data.put(
                    "ending",
                    Map.of(
                        "by", ending.byName(),
                        "comment", ending.comment(),
                        "at", ending.at().toString())));
    return message("jit.approval.changed", now, data);
  }

  /** Nobody has answered for a while, or others may answer from now on. */
  static String noticed(AccessRequest request, Notice notice, Instant now) {
    var data = new LinkedHashMap<String, Object>();
    data.put("task", request.id());
    data.put("status", "requested");
    data.put("groups", sorted(notice.groups()));
    data.put("dueAt", notice.at().toString());
    data.put("filedAt", request.filedAt().toString());
    data.put("expiresAt", request.expiresAt().toString());
    String kind = notice.kind().name().toLowerCase(Locale.ROOT);
    return message("jit.approval." + kind, now, data);
  }

  private static String message(String type, Instant now, Map<String, Object> data) {
    var message = new LinkedHashMap<String, Object>();
    message.put("type", type);
    message.put("timestamp", now.toString());
    message.put("data", data);
    return JSONObjectUtils.toJSONString(message);
  }

  private static Map<String, Object> person(Subject subject) {
    return Map.of("issuer", subject.issuer(), "id", subject.id(), "name", subject.name());
  }

  private static Map<String, Object> answer(RequestState.Answer answer) {
    return Map.of(
        "approver", answer.approverName(),
        "decision", answer.granted() ? "approved" : "rejected",
        "comment", answer.comment(),
        "at", answer.at().toString());
  }

  private static Map<String, Object> requirement(ApprovalRequirement requirement) {
    var terms = new LinkedHashMap<String, Object>();
    terms.put(
        "stages",
        requirement.stages().stream()
            .map(
                stage -> Map.of("groups", sorted(stage.approverGroups()), "quorum", stage.quorum()))
            .toList());
    terms.put("uses", requirement.uses());
    terms.put("covers", requirement.covers().name().toLowerCase(Locale.ROOT));
    terms.put("validForSeconds", requirement.validFor().toSeconds());
    requirement.window().ifPresent(window -> terms.put("window", window(window)));
    requirement
        .escalation()
        .ifPresent(
            more ->
                terms.put(
                    "escalation",
                    Map.of(
                        "afterSeconds", more.after().toSeconds(),
                        "groups", sorted(more.approverGroups()))));
    requirement
        .remindAfter()
        .ifPresent(interval -> terms.put("remindAfterSeconds", interval.toSeconds()));
    return terms;
  }

  private static Map<String, Object> window(ExecutionWindow window) {
    return Map.of(
        "days", window.days().stream().sorted().map(DayOfWeek::name).toList(),
        "from", window.from().toString(),
        "to", window.to().toString(),
        "zone", window.zone().getId());
  }

  private static List<String> sorted(Set<String> texts) {
    return List.copyOf(new TreeSet<>(texts));
  }
}
