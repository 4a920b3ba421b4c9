package io.jitjdbc.approval.table;

import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How requests and answers look as columns. */
final class RequestRow {
  private RequestRow() {}

  /** The columns that never change, in the order of the table. */
  static Map<String, Object> columns(AccessRequest request) {
    var columns = new LinkedHashMap<String, Object>();
    columns.put("id", request.id());
    columns.put("filed_at", request.filedAt().toEpochMilli());
    columns.put("expires_at", request.expiresAt().toEpochMilli());
    put(columns, "subject_", request.subject());
    put(columns, "actor_", request.actor());
    put(columns, request.binding());
    put(columns, request.requirement());
    put(columns, request.summary());
    columns.put("emergency", request.emergency());
    return columns;
  }

  static AccessRequest request(ResultSet row) throws SQLException {
    try {
      Subject subject = subject(row, "subject_");
      Subject actor = subject(row, "actor_");
      return new AccessRequest(
          row.getString("id"),
          subject,
          actor,
          binding(row, subject, actor),
          requirement(row),
          summary(row),
          Instant.ofEpochMilli(row.getLong("filed_at")),
          orEmpty(row, "emergency"));
    } catch (IllegalArgumentException | ParseException e) {
      throw Texts.changedFromOutside();
    }
  }

  static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getString("approver"),
        row.getString("approver_name"),
        row.getString("answer").equals("yes"),
        row.getString("remark"),
        Instant.ofEpochMilli(row.getLong("answered_at")),
        orEmpty(row, "absent"),
        orEmpty(row, "evidence"));
  }

  /** The request as far as it has come. */
  static RequestProgress progress(ResultSet row, AccessRequest request, List<Answer> answers)
      throws SQLException {
    var returned = new HashSet<Integer>();
    for (String number : orEmpty(row, "returned").split(" ", -1)) {
      if (!number.isEmpty()) {
        returned.add(Integer.valueOf(number));
      }
    }
    return new RequestProgress(
        request, answers, row.getInt("used"), returned, ending(row), usedAt(row));
  }

  /** Rows that an earlier release wrote have none. */
  private static Optional<Instant> usedAt(ResultSet row) throws SQLException {
    long millis = row.getLong("used_at");
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static String returned(RequestProgress progress) {
    return progress.returned().stream().sorted().map(String::valueOf).collect(joining(" "));
  }

  /** How it ended before its time, if it did. */
  private static Optional<Ending> ending(ResultSet row) throws SQLException {
    Status status = Status.valueOf(row.getString("status"));
    if (status != Status.CANCELLED && status != Status.REVOKED) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending(
            status,
            orEmpty(row, "ended_by"),
            orEmpty(row, "ended_because"),
            Instant.ofEpochMilli(row.getLong("ended_at"))));
  }

  /** Of a column that older rows do not have. */
  static String orEmpty(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static void put(Map<String, Object> columns, String start, Subject subject) {
    columns.put(start + "issuer", subject.issuer());
    columns.put(start + "id", subject.id());
    columns.put(start + "name", subject.name());
    columns.put(start + "groups", Texts.json(subject.groups()));
  }

  static Subject subject(ResultSet row, String start) throws SQLException, ParseException {
    return new Subject(
        row.getString(start + "issuer"),
        row.getString(start + "id"),
        row.getString(start + "name"),
        Texts.read(row.getString(start + "groups")));
  }

  private static void put(Map<String, Object> columns, ApprovalBinding binding) {
    columns.put("binding", binding.digest());
    columns.put("target", binding.target());
    columns.put("statement_digest", binding.statement());
    columns.put("binds_digest", binding.binds());
    columns.put("approval_scope", binding.scope());
    columns.put("purpose", binding.purpose());
    columns.put("policy_version", binding.policyVersion());
  }

  private static ApprovalBinding binding(ResultSet row, Subject subject, Subject actor)
      throws SQLException {
    var binding =
        new ApprovalBinding(
            subject.key(),
            actor.key(),
            row.getString("target"),
            row.getString("statement_digest"),
            row.getString("binds_digest"),
            row.getString("approval_scope"),
            row.getString("purpose"),
            row.getString("policy_version"));
    if (!binding.digest().equals(row.getString("binding"))) {
      throw Texts.changedFromOutside();
    }
    return binding;
  }

  private static void put(Map<String, Object> columns, ApprovalRequirement requirement) {
    columns.put("terms", Terms.json(requirement));
    columns.put("approver_groups", Texts.json(requirement.approverGroups()));
    columns.put("quorum", requirement.quorum());
    columns.put("answer_within", requirement.answerWithin().toMillis());
    columns.put("valid_for", requirement.validFor().toMillis());
    columns.put("uses", requirement.uses());
  }

  private static ApprovalRequirement requirement(ResultSet row)
      throws SQLException, ParseException {
    String terms = orEmpty(row, "terms");
    if (!terms.isEmpty()) {
      return Terms.read(terms);
    }
    return new ApprovalRequirement(
        Texts.read(row.getString("approver_groups")),
        row.getInt("quorum"),
        Duration.ofMillis(row.getLong("answer_within")),
        Duration.ofMillis(row.getLong("valid_for")),
        row.getInt("uses"));
  }

  private static void put(Map<String, Object> columns, AccessRequest.Summary summary) {
    columns.put("rule_name", summary.rule());
    columns.put("reason", summary.reason());
    columns.put("statement_text", summary.statement());
    columns.put("resources", Texts.json(summary.resources()));
    columns.put("application", summary.application());
    columns.put("details", JSONObjectUtils.toJSONString(summary.details().fields()));
  }

  /** Rows of earlier releases have none. */
  private static RequestDetails details(String json) throws ParseException {
    return json.isEmpty() ? RequestDetails.NONE : RequestDetails.of(JSONObjectUtils.parse(json));
  }

  private static AccessRequest.Summary summary(ResultSet row) throws SQLException, ParseException {
    return new AccessRequest.Summary(
        row.getString("rule_name"),
        row.getString("reason"),
        row.getString("statement_text"),
        Texts.read(row.getString("resources")),
        row.getString("application"),
        details(orEmpty(row, "details")));
  }
}
