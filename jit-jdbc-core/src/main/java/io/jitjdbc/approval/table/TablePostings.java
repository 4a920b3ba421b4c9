package io.jitjdbc.approval.table;

import static io.jitjdbc.store.Store.execute;
import static io.jitjdbc.store.Store.prepare;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.posting.Posting;
import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.Store;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.store.TableVersion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Postings in a table, so that any process may change a message, and only one does. Thread-safe.
 *
 * <p><b>Does not protect against</b> somebody who may write to the table.
 */
public final class TablePostings implements PostingBook {
  /** The sweep comes again soon; one that takes all would hold up answers. */
  private static final int MOST_AT_ONCE = 50;

  private static final String NOTICE =
      """
      CREATE TABLE IF NOT EXISTS {prefix}posting (
        request_id VARCHAR(64) NOT NULL PRIMARY KEY,
        channel VARCHAR(128) NOT NULL,
        reference VARCHAR(128) NOT NULL,
        nonce VARCHAR(64) NOT NULL,
        state VARCHAR(64) NOT NULL,
        due BIGINT NOT NULL,
        UNIQUE (due, request_id)
      ){options}\
      """;

  private static final List<TableVersion> VERSIONS =
      List.of(new TableVersion("SELECT due FROM {prefix}posting WHERE 1 = 0", List.of(NOTICE)));

  private final Store store;
  private final String setting;

  private TablePostings(Store store, String setting) {
    this.store = store;
    this.setting = setting;
  }

  /** The postings where the settings say; opens nothing before its first use. */
  public static PostingBook open(StoreSettings settings, SettingValues values) {
    String url = values.nameOf(settings.all().get(0));
    return new TablePostings(settings.open(values, VERSIONS), url);
  }

  /** Postings behind a pool, which is not closed with them. */
  public static PostingBook over(DataSource pool) {
    return new TablePostings(Store.over(pool, "jit_", VERSIONS), "the pool's URL");
  }

  @Override
  public Optional<Posting> find(String requestId) throws RefusedException {
    return query("request_id = ?", List.of(requestId)).stream().findFirst();
  }

  @Override
  public void add(Posting posting) throws RefusedException {
    String sql =
        "INSERT INTO "
            + store.table("posting")
            + " (request_id, channel, reference, nonce, state, due) VALUES (?, ?, ?, ?, ?, ?)";
    List<Object> values =
        List.of(
            posting.requestId(),
            posting.channel(),
            posting.reference(),
            posting.nonce(),
            posting.state(),
            posting.due().toEpochMilli());
    ask(() -> store.transact(connection -> execute(connection, sql, values)));
  }

  @Override
  public boolean replace(Posting seen, Posting next) throws RefusedException {
    String sql =
        "UPDATE "
            + store.table("posting")
            + " SET channel = ?, reference = ?, state = ?, due = ?"
            + " WHERE request_id = ? AND reference = ? AND state = ? AND due = ?";
    List<Object> values =
        List.of(
            next.channel(),
            next.reference(),
            next.state(),
            next.due().toEpochMilli(),
            seen.requestId(),
            seen.reference(),
            seen.state(),
            seen.due().toEpochMilli());
    return ask(() -> store.winsRace(connection -> execute(connection, sql, values) == 1));
  }

  @Override
  public List<Posting> due(String channel, Instant now) throws RefusedException {
    return query("channel = ? AND due <= ? ORDER BY due", List.of(channel, now.toEpochMilli()));
  }

  @Override
  public void close() {
    store.close();
  }

  private List<Posting> query(String condition, List<?> values) throws RefusedException {
    String sql = "SELECT * FROM " + store.table("posting") + " WHERE " + condition;
    return ask(
        () ->
            store.transact(
                connection -> {
                  try (PreparedStatement statement = prepare(connection, sql, values)) {
                    statement.setMaxRows(MOST_AT_ONCE);
                    return read(statement);
                  }
                }));
  }

  private static List<Posting> read(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Posting>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Posting(
                rows.getString("request_id"),
                rows.getString("channel"),
                rows.getString("reference"),
                rows.getString("nonce"),
                rows.getString("state"),
                Instant.ofEpochMilli(rows.getLong("due"))));
      }
    }
    return found;
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T ask(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (SQLException e) {
      // Its text and its cause may quote the URL or a value: the code has to do.
      throw RefusedException.denied(
          "the table of postings did not answer: SQLSTATE "
              + e.getSQLState()
              + ", error "
              + e.getErrorCode()
              + ". Check "
              + setting
              + ", its login, that its JDBC driver is there and that the database is up");
    }
  }
}
