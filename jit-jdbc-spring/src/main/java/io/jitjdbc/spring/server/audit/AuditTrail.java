package io.jitjdbc.spring.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds again what drivers brought. Thread-safe. */
public final class AuditTrail {
  private static final int MOST_EVENTS = 5000;

  private final JdbcClient client;

  public AuditTrail(JdbcClient client) {
    this.client = client;
  }

  /**
   * What sessions are looked for by; empty texts are not.
   *
   * @param who a part of the subject's name or id
   * @param text a part of an event: a table, a tag, a request's id
   */
  public record Search(String who, String text, Instant from, Instant until) {}

  /**
   * A session, as a line in a list.
   *
   * @param who whose events it has, by name: whoever opened it, and those that it acted for
   */
  public record SessionLine(
      String session,
      String who,
      Instant began,
      Instant last,
      long statements,
      long denied,
      long rows) {}

  /** An event as it was brought. */
  public record StoredEvent(String id, Instant at, String type, String log, EventText text) {}

  /** What happened on a day. */
  public record Day(LocalDate date, long permitted, long denied, long rows, long approvals) {}

  /** The sessions that have an event of that kind, the latest first. */
  public List<SessionLine> sessions(Search search) {
    return client
        .sql(
            """
            SELECT session, MIN(at) AS began,
              STRING_AGG(DISTINCT subject_name, ', ' ORDER BY subject_name) AS who, MAX(at) AS ended,
              SUM(CASE WHEN type = 'statement.decided' THEN 1 ELSE 0 END) AS statements,
              SUM(CASE WHEN type = 'statement.decided' AND effect = 'deny' THEN 1 ELSE 0 END) AS denied,
              SUM(rows_read) AS rows_sum
            FROM jit_audit_event
            WHERE session IN (
              SELECT session FROM jit_audit_event
              WHERE at >= :from AND at < :until
                AND (LOWER(subject_name) LIKE :who ESCAPE '!' OR LOWER(subject_key) LIKE :who ESCAPE '!')
                AND LOWER(event) LIKE :text ESCAPE '!')
            GROUP BY session ORDER BY MAX(at) DESC
            FETCH FIRST 200 ROWS ONLY
            """)
        .param("from", search.from().atOffset(ZoneOffset.UTC))
        .param("until", search.until().atOffset(ZoneOffset.UTC))
        .param("who", anywhere(search.who()))
        .param("text", anywhere(search.text()))
        .query(AuditTrail::sessionLine)
        .list();
  }

  private static SessionLine sessionLine(ResultSet row, int number) throws SQLException {
    return new SessionLine(
        row.getString("session"),
        row.getString("who"),
        instant(row, "began"),
        instant(row, "ended"),
        row.getLong("statements"),
        row.getLong("denied"),
        row.getLong("rows_sum"));
  }

  /** Its signs mean nothing but themselves. */
  private static String anywhere(String part) {
    return '%' + part.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + '%';
  }

  /** The events of a session in their order. */
  public List<StoredEvent> events(String session) {
    return client
        .sql(
            "SELECT id, at, type, log, event FROM jit_audit_event WHERE session = :session"
                + " ORDER BY at, id FETCH FIRST "
                + MOST_EVENTS
                + " ROWS ONLY")
        .param("session", session)
        .query(AuditTrail::event)
        .list();
  }

  private static StoredEvent event(ResultSet row, int number) throws SQLException {
    return new StoredEvent(
        row.getString("id"),
        instant(row, "at"),
        row.getString("type"),
        row.getString("log"),
        EventText.of(row.getString("event")));
  }

  /**
   * Goes through the latest decisions about statements.
   *
   * @param most how many at most
   * @param to is given each, the latest first
   */
  public void decided(Instant since, int most, Consumer<StoredEvent> to) {
    client
        .sql(
            "SELECT id, at, type, log, event FROM jit_audit_event"
                + " WHERE type = 'statement.decided' AND at >= :since"
                + " ORDER BY at DESC FETCH FIRST "
                + most
                + " ROWS ONLY")
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              to.accept(event(row, 0));
            });
  }

  /** Those of the leases that some event is about. */
  public Set<String> recordedOf(List<String> leases) {
    return leases.isEmpty()
        ? Set.of()
        : Set.copyOf(
            client
                .sql("SELECT DISTINCT lease_id FROM jit_audit_event WHERE lease_id IN (:leases)")
                .param("leases", leases)
                .query(String.class)
                .list());
  }

  /** One line for each of the last days, the oldest first. */
  public List<Day> days(LocalDate today, int days) {
    LocalDate first = today.minusDays(days - 1L);
    var byDate = new LinkedHashMap<LocalDate, Day>();
    for (LocalDate date = first; !date.isAfter(today); date = date.plusDays(1)) {
      byDate.put(date, new Day(date, 0, 0, 0, 0));
    }
    client
        .sql(
            """
            SELECT CAST(at AS DATE) AS on_day,
              SUM(CASE WHEN type = 'statement.decided' AND effect = 'permit' THEN 1 ELSE 0 END) AS permitted,
              SUM(CASE WHEN type = 'statement.decided' AND effect = 'deny' THEN 1 ELSE 0 END) AS denied,
              SUM(rows_read) AS rows_sum,
              SUM(CASE WHEN type = 'approval.asked' THEN 1 ELSE 0 END) AS approvals
            FROM jit_audit_event WHERE at >= :from GROUP BY CAST(at AS DATE)
            """)
        .param("from", first.atStartOfDay().atOffset(ZoneOffset.UTC))
        .query(AuditTrail::day)
        .list()
        .forEach(day -> byDate.replace(day.date(), day));
    return new ArrayList<>(byDate.values());
  }

  private static Day day(ResultSet row, int number) throws SQLException {
    return new Day(
        row.getDate("on_day").toLocalDate(),
        row.getLong("permitted"),
        row.getLong("denied"),
        row.getLong("rows_sum"),
        row.getLong("approvals"));
  }

  /** How many rows the people read who read most, since then. */
  public Map<String, Long> topReaders(Instant since, int most) {
    var readers = new LinkedHashMap<String, Long>();
    client
        .sql(
            "SELECT MAX(subject_name) AS who, SUM(rows_read) AS rows_sum FROM jit_audit_event"
                + " WHERE at >= :since GROUP BY subject_key HAVING SUM(rows_read) > 0"
                + " ORDER BY 2 DESC FETCH FIRST "
                + most
                + " ROWS ONLY")
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              readers.put(row.getString("who"), row.getLong("rows_sum"));
            });
    return readers;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
