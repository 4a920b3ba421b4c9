package io.jitjdbc.usage.table;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import io.jitjdbc.usage.window.Admission;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in database tables that several processes share: nothing is granted twice, whoever asks
 * where. Thread-safe; opens its connection at the first question.
 *
 * <p><b>Does not protect against</b> somebody who may write to the tables: a key whose row they
 * delete begins at zero. A process that stands still in the middle of a reservation makes the same
 * subject's other reservations of that budget wait, and be refused after ten seconds; nobody
 * else's.
 */
final class TableUsage implements UsageLedger {
  private static final Logger LOG = LoggerFactory.getLogger(TableUsage.class);
  // So many digests go into one statement, and no longer is the key's row locked.
  private static final int AT_ONCE = 100;

  private final UsageTable table;

  TableUsage(UsageTable table) {
    this.table = table;
  }

  @Override
  public Reservation reserve(UsageKey key, UsageLimit limit, long wanted) throws RefusedException {
    return ask(() -> table.reserve(key, limit, wanted));
  }

  @Override
  public void giveBack(Reservation reservation, long unread) {
    try {
      if (unread > 0) {
        ask(() -> table.giveBack(reservation, unread));
      }
    } catch (RefusedException e) {
      LOG.warn(
          "{} unread of budget {} stay counted until they leave the window: {}",
          unread,
          reservation.key().budget(),
          e.getMessage());
    }
  }

  @Override
  public Set<String> admit(UsageKey key, UsageLimit limit, Set<String> digests)
      throws RefusedException {
    Admission.check(digests);
    List<String> all = List.copyOf(digests);
    var admitted = new LinkedHashSet<String>();
    for (int start = 0; start < all.size(); start += AT_ONCE) {
      List<String> some = all.subList(start, Math.min(all.size(), start + AT_ONCE));
      admitted.addAll(ask(() -> table.admit(key, limit, some)));
    }
    return admitted;
  }

  @Override
  public long used(UsageKey key, UsageLimit limit) throws RefusedException {
    return ask(() -> table.used(key, limit));
  }

  @Override
  public void close() {
    table.close();
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private static <T> T ask(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (SQLException e) {
      // Its text and its cause may quote the URL or a value: the code has to do.
      throw RefusedException.denied(
          "the table of what was read did not answer: SQLSTATE "
              + e.getSQLState()
              + ", error "
              + e.getErrorCode()
              + " of "
              + e.getClass().getName()
              + ". Check jit.usage.table.url, its login, that its JDBC driver is there and that the"
              + " database is up");
    }
  }
}
