package io.jitjdbc.approval.table;

import static io.jitjdbc.store.Store.execute;
import static io.jitjdbc.store.Store.prepare;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.Receipt;
import io.jitjdbc.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests as they are kept. Everything that must not happen twice is one conditional
 * statement: an insert under a unique key, or an update of the very step that was seen.
 */
final class RequestTable {
  private final Store store;
  private final ReceiptTable receipts;

  RequestTable(Store store, ReceiptTable receipts) {
    this.store = store;
    this.receipts = receipts;
  }

  Optional<RequestProgress> find(String id) throws SQLException {
    return query("r.id = ?", id).stream().findFirst();
  }

  /** The latest request for the same thing. */
  Optional<RequestProgress> latest(String binding) throws SQLException {
    String last =
        "(SELECT MAX(l.attempt) FROM " + store.table("request") + " l WHERE l.binding = ?)";
    return query("r.binding = ? AND r.attempt = " + last, binding, binding).stream().findFirst();
  }

  /** Those that wait for an answer, and those that did not, oldest first. */
  List<RequestProgress> open(Instant now) throws SQLException {
    String reviewed = "SELECT 1 FROM " + store.table("answer") + " v WHERE v.request_id = r.id";
    return query(
        "(r.status = ? AND r.expires_at > ?) OR (r.emergency <> '' AND NOT EXISTS ("
            + reviewed
            + "))",
        Status.REQUESTED.name(),
        now.toEpochMilli());
  }

  /** Those filed since, the newest first. */
  List<RequestProgress> filedSince(Instant since, Optional<Subject> subject, int most)
      throws SQLException {
    var values = new ArrayList<Object>(List.of(since.toEpochMilli()));
    subject.ifPresent(who -> values.addAll(List.of(who.issuer(), who.id())));
    String whose = subject.isEmpty() ? "" : " AND subject_issuer = ? AND subject_id = ?";
    // In a table of its own, because MariaDB limits no question within a condition.
    String newest =
        ("SELECT id FROM " + store.table("request") + " WHERE filed_at >= ?" + whose)
            + (" ORDER BY filed_at DESC, id DESC LIMIT " + most);
    var filed =
        new ArrayList<>(
            query("r.id IN (SELECT id FROM (" + newest + ") newest)", values.toArray()));
    Collections.reverse(filed);
    return List.copyOf(filed);
  }

  /**
   * Adds a request, unless its id is taken or another one for the same has been added.
   *
   * @param before the id of the latest one for the same, as it was seen
   */
  boolean insert(AccessRequest request, Optional<String> before) throws SQLException {
    return store.winsRace(
        connection -> {
          int attempt = before.isEmpty() ? 0 : attempt(connection, before.get()) + 1;
          return insert(connection, request, attempt);
        });
  }

  private int attempt(Connection connection, String id) throws SQLException {
    String sql = "SELECT attempt FROM " + store.table("request") + " WHERE id = ?";
    try (PreparedStatement statement = prepare(connection, sql, List.of(id));
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private boolean insert(Connection connection, AccessRequest request, int attempt)
      throws SQLException {
    Map<String, Object> columns = RequestRow.columns(request);
    columns.put("attempt", attempt);
    columns.put("steps", 0);
    columns.put("used", 0);
    columns.put("status", Status.REQUESTED.name());
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String names = String.join(", ", columns.keySet());
    String sql =
        "INSERT INTO " + store.table("request") + " (" + names + ") VALUES (" + marks + ")";
    return execute(connection, sql, List.copyOf(columns.values())) == 1;
  }

  /**
   * Puts the next step in place of the one that was seen, unless somebody else was faster, or the
   * key of the receipt has one already.
   */
  boolean step(RequestProgress seen, RequestProgress next, Instant now, Optional<Receipt> receipt)
      throws SQLException {
    String sql =
        "UPDATE "
            + store.table("request")
            + " SET steps = ?, status = ?, used = ?, ended_by = ?, ended_because = ?, ended_at = ?,"
            + " returned = ?, used_at = ? WHERE id = ? AND steps = ?";
    List<Object> values = stepped(seen, next, now);
    return store.winsRace(
        connection -> {
          if (execute(connection, sql, values) == 0) {
            return false;
          }
          insertAnswers(connection, seen, next);
          if (receipt.isPresent()) {
            receipts.insert(connection, receipt.get(), now);
          }
          return true;
        });
  }

  private static List<Object> stepped(RequestProgress seen, RequestProgress next, Instant now) {
    Optional<Ending> ending = next.ending();
    return List.of(
        next.steps(),
        next.at(now).status().name(),
        next.used(),
        ending.map(Ending::byName).orElse(""),
        ending.map(Ending::comment).orElse(""),
        ending.map(how -> how.at().toEpochMilli()).orElse(0L),
        RequestRow.returned(next),
        next.usedAt().map(Instant::toEpochMilli).orElse(0L),
        next.request().id(),
        seen.steps());
  }

  /** Those that the step brought. */
  private void insertAnswers(Connection connection, RequestProgress seen, RequestProgress next)
      throws SQLException {
    for (int seq = seen.answers().size(); seq < next.answers().size(); seq++) {
      insertAnswer(connection, next.request().id(), seq, next.answers().get(seq));
    }
  }

  /** Marks a notice as given, unless it or a later one was, or something has happened. */
  boolean claim(RequestProgress seen, Notice notice) throws SQLException {
    String column = notice.kind() == Notice.Kind.REMINDED ? "reminded_at" : "escalated_at";
    String sql =
        ("UPDATE " + store.table("request") + " SET " + column + " = ?")
            + (" WHERE id = ? AND steps = ? AND (" + column + " IS NULL OR " + column + " < ?)");
    long at = notice.at().toEpochMilli();
    List<Object> values = List.of(at, seen.request().id(), seen.steps(), at);
    return store.winsRace(connection -> execute(connection, sql, values) == 1);
  }

  private void insertAnswer(Connection connection, String id, int seq, Answer answer)
      throws SQLException {
    String sql =
        "INSERT INTO "
            + store.table("answer")
            + " (request_id, seq, approver, approver_name, answer, remark, answered_at,"
            + " absent, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    List<Object> values =
        List.of(
            id,
            seq,
            answer.approver(),
            answer.approverName(),
            answer.granted() ? "yes" : "no",
            answer.comment(),
            answer.at().toEpochMilli(),
            answer.absent(),
            answer.evidence());
    execute(connection, sql, values);
  }

  private List<RequestProgress> query(String condition, Object... values) throws SQLException {
    String sql =
        "SELECT r.*, a.seq, a.approver, a.approver_name, a.answer, a.remark, a.answered_at,"
            + " a.absent, a.evidence FROM "
            + (store.table("request") + " r LEFT JOIN " + store.table("answer"))
            + " a ON a.request_id = r.id"
            + (" WHERE " + condition + " ORDER BY r.filed_at, r.id, a.seq");
    return store.transact(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, List.of(values));
              ResultSet rows = statement.executeQuery()) {
            return read(rows);
          }
        });
  }

  /** One row for each answer, and one for a request without any. */
  private static List<RequestProgress> read(ResultSet rows) throws SQLException {
    var kept = new LinkedHashMap<String, RequestProgress>();
    while (rows.next()) {
      String id = rows.getString("id");
      RequestProgress known = kept.get(id);
      AccessRequest request = known == null ? RequestRow.request(rows) : known.request();
      var answers = new ArrayList<Answer>();
      if (known != null) {
        answers.addAll(known.answers());
      }
      if (rows.getString("approver") != null) {
        answers.add(RequestRow.answer(rows));
      }
      kept.put(id, RequestRow.progress(rows, request, answers));
    }
    return List.copyOf(kept.values());
  }
}
