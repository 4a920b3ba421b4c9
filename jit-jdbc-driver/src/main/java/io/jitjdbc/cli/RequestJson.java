package io.jitjdbc.cli;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestHistory;
import io.jitjdbc.approval.RequestState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Requests for scripts: times in UTC, fields that are only ever added to. */
final class RequestJson {
  private RequestJson() {}

  static String of(Entry entry) {
    return JSONObjectUtils.toJSONString(fields(entry));
  }

  /** With why it is told again. */
  static String of(Notice notice, Entry entry) {
    Map<String, Object> fields = fields(entry);
    var why = new LinkedHashMap<String, Object>();
    why.put("kind", notice.kind().name().toLowerCase(Locale.ROOT));
    why.put("groups", new TreeSet<>(notice.groups()));
    why.put("at", notice.at().toString());
    fields.put("notice", why);
    return JSONObjectUtils.toJSONString(fields);
  }

  static String of(List<Entry> entries) {
    return JSONArrayUtils.toJSONString(entries.stream().map(RequestJson::fields).toList());
  }

  private static Map<String, Object> fields(Entry entry) {
    AccessRequest request = entry.request();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", request.id());
    fields.put("status", word(entry.state().status()));
    fields.put("subject", person(request.subject()));
    fields.put("actor", person(request.actor()));
    fields.put("target", request.binding().target());
    fields.put("application", request.summary().application());
    fields.put("purpose", request.binding().purpose());
    fields.put("rule", request.summary().rule());
    fields.put("reason", request.summary().reason());
    fields.put("resources", new TreeSet<>(request.summary().resources()));
    fields.put("statement", request.summary().statement());
    fields.putAll(request.summary().details().fields());
    fields.put("emergency", request.emergency());
    addTerms(fields, request.requirement());
    fields.put("filedAt", request.filedAt().toString());
    fields.put("expiresAt", request.expiresAt().toString());
    fields.put("answers", entry.state().answers().stream().map(RequestJson::answer).toList());
    entry.state().ending().ifPresent(how -> fields.put("ending", ending(how)));
    fields.put(
        "changes",
        RequestHistory.of(request, entry.state()).stream().map(RequestJson::change).toList());
    return fields;
  }

  private static void addTerms(Map<String, Object> fields, ApprovalRequirement terms) {
    fields.put("stages", terms.stages().stream().map(RequestJson::stage).toList());
    fields.put("uses", terms.uses());
    fields.put("covers", word(terms.covers()));
    fields.put("validForSeconds", terms.validFor().toSeconds());
    terms
        .remindAfter()
        .ifPresent(interval -> fields.put("remindAfterSeconds", interval.toSeconds()));
  }

  private static Map<String, Object> person(Subject subject) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("issuer", subject.issuer());
    fields.put("id", subject.id());
    fields.put("name", subject.name());
    fields.put("groups", new TreeSet<>(subject.groups()));
    return fields;
  }

  private static Map<String, Object> stage(ApprovalStage stage) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("groups", new TreeSet<>(stage.approverGroups()));
    fields.put("quorum", stage.quorum());
    return fields;
  }

  private static Map<String, Object> answer(RequestState.Answer answer) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("approver", answer.approver());
    fields.put("name", answer.approverName());
    fields.put("inPlaceOf", answer.absent());
    fields.put("granted", answer.granted());
    fields.put("comment", answer.comment());
    fields.put("at", answer.at().toString());
    return fields;
  }

  private static Map<String, Object> change(RequestHistory.Change change) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("status", word(change.status()));
    fields.put("by", change.byName());
    fields.put("comment", change.comment());
    fields.put("at", change.at().toString());
    return fields;
  }

  private static Map<String, Object> ending(RequestState.Ending how) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("status", word(how.status()));
    fields.put("by", how.byName());
    fields.put("comment", how.comment());
    fields.put("at", how.at().toString());
    return fields;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
