package io.jitjdbc.spring.server.audit;

import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.protocol.AuditInbox;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what drivers bring in the control plane's database. Thread-safe. */
public final class JdbcAuditInbox implements AuditInbox {
  private static final int ATTEMPTS = 5;
  private static final String INSERT_EVENT =
      "INSERT INTO jit_audit_event (id, log, sender, at, type, session, subject_key, subject_name,"
          + " lease_id, request_id, effect, rows_read, event)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_LINE =
      "INSERT INTO jit_ledger_line (log, line, sender, signed) VALUES (?, ?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final TransactionTemplate transactions;
  private final LogRows logs;

  public JdbcAuditInbox(JdbcTemplate jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.client = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.logs = new LogRows(client);
  }

  @Override
  public int keep(String sender, List<ReceivedEvent> events) throws AuditUnavailableException {
    var byId = new LinkedHashMap<String, ReceivedEvent>();
    events.forEach(event -> byId.put(event.id(), event));
    return written(() -> insertEvents(sender, byId));
  }

  private int insertEvents(String sender, Map<String, ReceivedEvent> byId) {
    var fresh = new LinkedHashMap<>(byId);
    client
        .sql("SELECT id FROM jit_audit_event WHERE id IN (:ids)")
        .param("ids", byId.keySet())
        .query(String.class)
        .list()
        .forEach(fresh::remove);
    jdbc.batchUpdate(
        INSERT_EVENT, fresh.values().stream().map(event -> columns(sender, event)).toList());
    logs.events(sender, fresh.values());
    return fresh.size();
  }

  private static Object[] columns(String sender, ReceivedEvent event) {
    EventText text = EventText.of(event.json());
    return new Object[] {
      event.id(),
      event.log(),
      sender,
      event.time().atOffset(ZoneOffset.UTC),
      event.type(),
      event.session(),
      text.at("subject", "issuer") + '|' + text.at("subject", "id"),
      text.at("subject", "name"),
      text.leaseId(),
      text.at("request_id"),
      text.at("effect"),
      text.number("rows"),
      event.json()
    };
  }

  @Override
  public boolean anchor(String sender, String log, int from, List<String> lines)
      throws AuditUnavailableException {
    return written(() -> insertLines(sender, log, from, lines));
  }

  private boolean insertLines(String sender, String log, int from, List<String> lines) {
    if (!Set.of(sender).containsAll(senders(log))) {
      logs.fork(sender, log, from, lines.get(0));
      return false;
    }
    Map<Integer, String> known = known(log, from, from + lines.size() - 1);
    for (int i = 0; i < lines.size(); i++) {
      if (!known.getOrDefault(from + i, lines.get(i)).equals(lines.get(i))) {
        logs.fork(sender, log, from + i, lines.get(i));
        return false;
      }
    }
    if (known.size() < lines.size()) {
      insertNew(sender, log, from, lines, known);
    }
    return true;
  }

  private void insertNew(
      String sender, String log, int from, List<String> lines, Map<Integer, String> known) {
    for (int i = 0; i < lines.size(); i++) {
      if (!known.containsKey(from + i)) {
        jdbc.update(INSERT_LINE, log, from + i, sender, lines.get(i));
      }
    }
    logs.lines(sender, log, from + lines.size());
  }

  private Set<String> senders(String log) {
    return new HashSet<>(
        client
            .sql("SELECT DISTINCT sender FROM jit_ledger_line WHERE log = :log")
            .param("log", log)
            .query(String.class)
            .list());
  }

  private Map<Integer, String> known(String log, int first, int last) {
    var known = new LinkedHashMap<Integer, String>();
    client
        .sql(
            "SELECT line, signed FROM jit_ledger_line"
                + " WHERE log = :log AND line BETWEEN :first AND :last")
        .param("log", log)
        .param("first", first)
        .param("last", last)
        .query(
            row -> {
              known.put(row.getInt(1), row.getString(2));
            });
    return known;
  }

  @FunctionalInterface
  private interface Work<T> {
    T done();
  }

  /** Two that bring the same at once disturb each other; the second look sees what is there. */
  private <T> T written(Work<T> work) throws AuditUnavailableException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(transactions.execute(status -> work.done()));
      } catch (DuplicateKeyException e) {
        if (attempt == ATTEMPTS) {
          throw unavailable(e);
        }
      } catch (DataAccessException | TransactionException e) {
        throw unavailable(e);
      }
    }
  }

  /** Its text may quote a value. */
  private static AuditUnavailableException unavailable(RuntimeException e) {
    return new AuditUnavailableException(
        "the database of the control plane did not take them: " + e.getClass().getSimpleName());
  }
}
