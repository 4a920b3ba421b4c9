package io.jitjdbc.credential.table;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.Reservation;
import io.jitjdbc.credential.protocol.TakenKey;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.Store;
import io.jitjdbc.store.StoreSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A book of leases in a database that several processes share. Opens its connection at the first
 * question.
 *
 * <p><b>Does not protect against</b> somebody who may write to the table, nor against clocks of two
 * machines that differ by minutes.
 */
public final class TableLeaseBook implements LeaseBook {
  /** Who loses a race that often meets another that goes on. */
  private static final int LOOKS = 20;

  private final LeaseTable table;
  private final String setting;

  private TableLeaseBook(Store store, String setting) {
    this.table = new LeaseTable(store);
    this.setting = setting;
  }

  /** The book where the settings say. */
  public static LeaseBook open(StoreSettings settings, SettingValues values) {
    String url = values.nameOf(settings.all().get(0));
    return new TableLeaseBook(settings.open(values, LeaseSchema.VERSIONS), url);
  }

  /** A book behind a pool, which is not closed with it. */
  public static LeaseBook over(DataSource pool) {
    return new TableLeaseBook(Store.over(pool, "jit_", LeaseSchema.VERSIONS), "the pool's URL");
  }

  @Override
  public Optional<TakenKey> reserve(Reservation mine, Instant now) throws RefusedException {
    return ask(
        () -> {
          for (int look = 0; look < LOOKS; look++) {
            Optional<TakenKey> taken = taken(mine.key(), now);
            if (taken.isPresent() || insert(mine) || takeOver(mine, now)) {
              return taken;
            }
          }
          throw new SQLException("others are always faster", "40001");
        });
  }

  /** Empty also if a reservation is there that is over. */
  private Optional<TakenKey> taken(String key, Instant now) throws SQLException {
    return table
        .read(
            row ->
                new TakenKey(
                    row.getString("id"),
                    row.getString("asked"),
                    !row.getString("state").equals(LeaseState.RESERVED.word())),
            "id, asked, state",
            "key_digest = ? AND (state <> 'reserved' OR due > ?)",
            List.of(key, now.toEpochMilli()),
            1)
        .stream()
        .findFirst();
  }

  private boolean insert(Reservation mine) throws SQLException {
    return table.insert(
        "id, key_digest, asked, state, due, claims",
        List.of(
            mine.lease(),
            mine.key(),
            mine.asked(),
            LeaseState.RESERVED.word(),
            mine.end().toEpochMilli(),
            0));
  }

  private boolean takeOver(Reservation mine, Instant now) throws SQLException {
    return table.update(
        "id = ?, asked = ?, due = ?",
        "key_digest = ? AND state = 'reserved' AND due <= ?",
        List.of(
            mine.lease(), mine.asked(), mine.end().toEpochMilli(), mine.key(), now.toEpochMilli()));
  }

  @Override
  public boolean complete(KeptLease lease) throws RefusedException {
    List<Object> values = LeaseRow.login(lease.login());
    values.add(LeaseRow.holder(lease.holder()));
    values.add(lease.issuedAt().toEpochMilli());
    values.add(lease.expiresAt().toEpochMilli());
    values.add(lease.expiresAt().toEpochMilli());
    values.add(lease.renewable() ? 1 : 0);
    values.add(lease.id());
    return ask(
        () ->
            table.update(
                "state = 'living', "
                    + LeaseRow.LOGIN
                    + ", holder = ?, issued_at = ?, expires_at = ?, due = ?, renewable = ?",
                "id = ? AND state = 'reserved'",
                values));
  }

  @Override
  public void giveUp(String lease, Instant now) throws RefusedException {
    ask(
        () -> {
          table.run("DELETE FROM {lease} WHERE id = ? AND state = 'reserved'", List.of(lease));
          return table.update(
              "state = 'over', due = ?",
              "id = ? AND state = 'living'",
              List.of(now.toEpochMilli(), lease));
        });
  }

  @Override
  public Optional<KeptLease> find(String lease, Instant now) throws RefusedException {
    return ask(() -> table.living(lease, now).map(kept -> kept.at(now)));
  }

  @Override
  public boolean renew(KeptLease seen, KeptLease next, Instant now) throws RefusedException {
    List<Object> values = LeaseRow.login(next.login());
    values.add(next.expiresAt().toEpochMilli());
    values.add(next.expiresAt().toEpochMilli());
    values.add(seen.id());
    values.add(seen.expiresAt().toEpochMilli());
    values.add(now.toEpochMilli());
    return ask(
        () ->
            table.update(
                LeaseRow.LOGIN + ", expires_at = ?, due = ?",
                "id = ? AND state = 'living' AND expires_at = ? AND due > ?",
                values));
  }

  @Override
  public Optional<KeptLease> end(String lease, Instant now) throws RefusedException {
    return ask(
        () -> {
          Optional<KeptLease> living = table.living(lease, now);
          boolean mine =
              living.isPresent()
                  && table.update(
                      "state = 'over', claims = 1, due = ?",
                      "id = ? AND state = 'living'",
                      List.of(now.plus(LeaseBook.claim(1)).toEpochMilli(), lease));
          return mine ? living.map(TableLeaseBook::withoutPassword) : Optional.empty();
        });
  }

  @Override
  public List<KeptLease> living(Instant now, String after, int most) throws RefusedException {
    return ask(
        () ->
            withoutPasswords(
                table.leases(
                    "state = 'living' AND due > ? AND id > ? ORDER BY id",
                    List.of(now.toEpochMilli(), after),
                    most)));
  }

  /** What is due, as it was seen. */
  private record Due(KeptLease lease, long due, int claims) {}

  @Override
  public List<KeptLease> claimOver(Instant now, int most) throws RefusedException {
    return ask(
        () -> {
          List<Due> found =
              table.read(
                  row -> new Due(LeaseRow.read(row), row.getLong("due"), row.getInt("claims")),
                  "*",
                  "state IN ('living', 'over') AND due <= ? ORDER BY due, id",
                  List.of(now.toEpochMilli()),
                  most);
          var mine = new ArrayList<KeptLease>();
          for (Due seen : found) {
            if (claims(seen, now)) {
              mine.add(seen.lease());
            }
          }
          return withoutPasswords(mine);
        });
  }

  @Override
  public List<KeptLease> unended(int most) throws RefusedException {
    return ask(
        () ->
            withoutPasswords(
                table.leases("state = 'over' AND claims > ? ORDER BY id", List.of(1), most)));
  }

  private boolean claims(Due seen, Instant now) throws SQLException {
    int times = seen.claims() + 1;
    return table.update(
        "state = 'over', claims = ?, due = ?",
        "id = ? AND state IN ('living', 'over') AND due = ? AND claims = ?",
        List.of(
            times,
            now.plus(LeaseBook.claim(times)).toEpochMilli(),
            seen.lease().id(),
            seen.due(),
            seen.claims()));
  }

  @Override
  public void ended(String lease, Instant now) throws RefusedException {
    ask(
        () ->
            table.update(
                "state = 'ended', sealed = '', due = ?",
                "id = ? AND state = 'over'",
                List.of(now.plus(KEY_REMEMBERED).toEpochMilli(), lease)));
  }

  @Override
  public void tidy(Instant now) throws RefusedException {
    List<Long> time = List.of(now.toEpochMilli());
    ask(
        () -> {
          table.run(
              "UPDATE {lease} SET sealed = '' WHERE sealed <> '' AND sealed_until <= ?", time);
          table.run("DELETE FROM {lease} WHERE state IN ('ended', 'reserved') AND due <= ?", time);
          return true;
        });
  }

  @Override
  public void close() {
    table.close();
  }

  private static List<KeptLease> withoutPasswords(List<KeptLease> leases) {
    return leases.stream().map(TableLeaseBook::withoutPassword).toList();
  }

  private static KeptLease withoutPassword(KeptLease lease) {
    return lease.at(Instant.MAX);
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T ask(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (SQLException e) {
      // Its text and its cause may quote the URL or a value: the code has to do.
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "the table of leases did not answer: SQLSTATE "
              + e.getSQLState()
              + ", error "
              + e.getErrorCode()
              + " of "
              + e.getClass().getName()
              + ". Check "
              + setting
              + ", its login, that its JDBC driver is there and that the database is up");
    }
  }
}
