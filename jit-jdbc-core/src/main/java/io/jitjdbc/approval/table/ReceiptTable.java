package io.jitjdbc.approval.table;

import io.jitjdbc.approval.book.Receipt;
import io.jitjdbc.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What was done under which key, for as long as that is remembered. */
final class ReceiptTable {
  private static final Duration BETWEEN_CLEARANCES = Duration.ofMinutes(1);

  private final Store store;

  /** When it was last cleared, in milliseconds since 1970. */
  private final AtomicLong cleared = new AtomicLong();

  ReceiptTable(Store store) {
    this.store = store;
  }

  /** Fails with a key that is taken if another receipt has it that is not due. */
  void insert(Connection connection, Receipt receipt, Instant now) throws SQLException {
    String forget = "DELETE FROM " + store.table("receipt") + " WHERE key_digest = ? AND due <= ?";
    Store.execute(connection, forget, List.of(receipt.key(), now.toEpochMilli()));
    String sql =
        "INSERT INTO "
            + store.table("receipt")
            + " (key_digest, asked, status, body, due) VALUES (?, ?, ?, ?, ?)";
    List<Object> values =
        List.of(
            receipt.key(),
            receipt.asked(),
            receipt.status(),
            receipt.body(),
            receipt.until().toEpochMilli());
    Store.execute(connection, sql, values);
  }

  Optional<Receipt> find(String key, Instant now) throws SQLException {
    String sql = "SELECT * FROM " + store.table("receipt") + " WHERE key_digest = ? AND due > ?";
    return store.transact(
        connection -> {
          try (PreparedStatement statement =
                  Store.prepare(connection, sql, List.of(key, now.toEpochMilli()));
              ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(receipt(row)) : Optional.empty();
          }
        });
  }

  private static Receipt receipt(ResultSet row) throws SQLException {
    return new Receipt(
        row.getString("key_digest"),
        row.getString("asked"),
        row.getInt("status"),
        row.getString("body"),
        Instant.ofEpochMilli(row.getLong("due")));
  }

  /** Forgets what is due now and then: a transaction of its own, or steps would wait for it. */
  void tidy(Instant now) throws SQLException {
    long last = cleared.get();
    long millis = now.toEpochMilli();
    if (millis - last < BETWEEN_CLEARANCES.toMillis() || !cleared.compareAndSet(last, millis)) {
      return;
    }
    String sql = "DELETE FROM " + store.table("receipt") + " WHERE due <= ?";
    // Another process may be at it; then there is nothing left to do.
    store.winsRace(connection -> Store.execute(connection, sql, List.of(now.toEpochMilli())) >= 0);
  }
}
