package io.jitjdbc.spring.server.audit;

import io.jitjdbc.audit.recording.verification.LedgerState.Vouching;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The logs of which anything was brought. Thread-safe. */
public final class LogBook {
  private static final String COLUMNS =
      "SELECT log, sender, events, first_event, last_event, lines, changes, looked, verified,"
          + " signed_at, frames, closed, vouching, went_back, broken,"
          + " (SELECT COUNT(*) FROM jit_log_fork WHERE jit_log_fork.log = jit_log.log) AS forks"
          + " FROM jit_log ";

  private final JdbcClient client;

  public LogBook(JdbcClient client) {
    this.client = client;
  }

  /**
   * A log.
   *
   * @param sender who brought something of it first
   * @param events that are kept
   * @param lines one more than the number of the last that was brought
   * @param isLooked whether all that were brought have been looked at
   * @param ledger how far they are good
   * @param forks how many lines contradict others
   */
  public record Log(
      String name,
      String sender,
      long events,
      Optional<Instant> firstEvent,
      Optional<Instant> lastEvent,
      int lines,
      boolean isLooked,
      Ledger ledger,
      int forks) {}

  /**
   * How far the lines of a log's ledger are good.
   *
   * @param verified how many
   * @param signedAt when the last of them was signed
   * @param frames that they sign for
   * @param wentBack how often the clock went back
   * @param broken what is wrong with the next line; empty if nothing is
   */
  public record Ledger(
      int verified,
      Optional<Instant> signedAt,
      long frames,
      boolean isClosed,
      Vouching vouching,
      int wentBack,
      String broken) {}

  /** A line that contradicts another. */
  public record Fork(Instant at, String sender, int line) {}

  /** Those of which something was brought last, first. */
  public List<Log> latest(int most) {
    return client
        .sql(
            COLUMNS
                + "ORDER BY COALESCE(last_event, signed_at) DESC NULLS LAST, log FETCH FIRST "
                + most
                + " ROWS ONLY")
        .query(LogBook::log)
        .list();
  }

  /** One of them. */
  public Optional<Log> find(String log) {
    return client
        .sql(COLUMNS + "WHERE log = :log")
        .param("log", log)
        .query(LogBook::log)
        .optional();
  }

  /** What contradicts the lines of that log. */
  public List<Fork> forks(String log) {
    return client
        .sql("SELECT at, sender, line FROM jit_log_fork WHERE log = :log ORDER BY id")
        .param("log", log)
        .query(
            (row, number) ->
                new Fork(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("sender"),
                    row.getInt("line")))
        .list();
  }

  /** Everybody who brought events of that log. */
  public List<String> senders(String log) {
    return client
        .sql("SELECT DISTINCT sender FROM jit_audit_event WHERE log = :log ORDER BY sender")
        .param("log", log)
        .query(String.class)
        .list();
  }

  /** The logs that have an event of one of those leases. */
  public Set<String> of(List<String> leases) {
    return leases.isEmpty()
        ? Set.of()
        : Set.copyOf(
            client
                .sql("SELECT DISTINCT log FROM jit_audit_event WHERE lease_id IN (:leases)")
                .param("leases", leases)
                .query(String.class)
                .list());
  }

  private static Log log(ResultSet row, int number) throws SQLException {
    return new Log(
        row.getString("log"),
        row.getString("sender"),
        row.getLong("events"),
        instant(row, "first_event"),
        instant(row, "last_event"),
        row.getInt("lines"),
        row.getInt("looked") >= row.getInt("changes") || !row.getString("broken").isEmpty(),
        new Ledger(
            row.getInt("verified"),
            instant(row, "signed_at"),
            row.getLong("frames"),
            row.getBoolean("closed"),
            Vouching.valueOf(row.getString("vouching")),
            row.getInt("went_back"),
            row.getString("broken")),
        row.getInt("forks"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
