package io.jitjdbc.usage.table;

import io.jitjdbc.store.Store;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLimit;
import io.jitjdbc.usage.window.Admission;
import io.jitjdbc.usage.window.SlotCounts;
import io.jitjdbc.usage.window.WindowNow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts as they are kept. A key's row is locked while it is changed, for two or three short
 * statements: those that wait for it come next, while a check of what was seen would make nearly
 * all of them start again. Nobody locks two.
 */
final class UsageTable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageTable.class);
  private static final int ATTEMPTS = 12;
  // As long as a statement may take: where a lock is given up earlier, it is asked for again.
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Store store;
  private final InstantSource clock;
  private final CountRows counts;
  private final ValueRows values;

  UsageTable(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.counts = new CountRows(store.table("usage_count"));
    this.values = new ValueRows(store.table("usage_value"));
  }

  Reservation reserve(UsageKey key, UsageLimit limit, long wanted) throws SQLException {
    return change(
        key,
        (connection, before) -> {
          WindowNow window = now(limit);
          Reservation reservation = window.reserve(key, before, wanted);
          SlotCounts after =
              reservation.granted() == 0 ? before : before.plus(window, reservation.granted());
          return new Step<>(after, reservation);
        });
  }

  boolean giveBack(Reservation reservation, long unread) throws SQLException {
    return change(
        reservation.key(),
        (connection, before) -> new Step<>(before.minus(reservation, unread), true));
  }

  Set<String> admit(UsageKey key, UsageLimit limit, List<String> digests) throws SQLException {
    String id = key.digest();
    return change(
        key,
        (connection, before) -> {
          WindowNow window = now(limit);
          var seen = values.seen(connection, id, digests);
          var admission = Admission.of(window, before, seen, digests);
          if (!admission.counted().isEmpty()) {
            values.put(connection, id, window, admission.counted(), seen.keySet());
            values.tidy(connection, id, window.now());
          }
          return new Step<>(admission.counts(), admission.admitted());
        });
  }

  long used(UsageKey key, UsageLimit limit) throws SQLException {
    return store
        .transact(connection -> counts.find(connection, key.digest()))
        .map(found -> found.used(now(limit)))
        .orElse(0L);
  }

  void close() {
    store.close();
  }

  /** What becomes of a key's counts, and what the caller is told. */
  private record Step<T>(SlotCounts after, T result) {}

  private interface Change<T> {
    Step<T> from(Connection connection, SlotCounts before) throws SQLException;
  }

  private record Changed<T>(boolean opensSlot, T result) {}

  private <T> T change(UsageKey key, Change<T> change) throws SQLException {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        Changed<T> changed = store.transact(connection -> step(connection, key, change));
        if (changed.opensSlot()) {
          tidy();
        }
        return changed.result();
      } catch (SQLException e) {
        boolean patient = attempt < ATTEMPTS && System.nanoTime() - start < PATIENCE;
        if (!patient || !isRace(e)) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private <T> Changed<T> step(Connection connection, UsageKey key, Change<T> change)
      throws SQLException {
    String id = key.digest();
    Optional<SlotCounts> found = counts.lock(connection, id);
    SlotCounts before = found.orElse(SlotCounts.NONE);
    // The time is that of the lock: who waited for it must not count in a slot of the past.
    Step<T> step = change.from(connection, before);
    SlotCounts after = step.after();
    if (!after.equals(before)) {
      if (found.isPresent()) {
        counts.update(connection, id, after);
      } else {
        counts.insert(connection, key, after);
      }
    }
    return new Changed<>(after.keptUntil() > before.keptUntil(), step.result());
  }

  /** Whoever opens a slot deletes a few keys that are over: no thread of its own does. */
  private void tidy() {
    long now = clock.instant().toEpochMilli();
    try {
      for (String id : store.transact(connection -> counts.over(connection, now))) {
        store.transact(connection -> delete(connection, id, now));
      }
    } catch (SQLException e) {
      // The next one tries again.
      LOG.debug("old counts were not deleted: SQLSTATE {}", e.getSQLState());
    }
  }

  private boolean delete(Connection connection, String id, long now) throws SQLException {
    Optional<SlotCounts> found = counts.lock(connection, id);
    boolean over = found.isPresent() && found.get().keptUntil() <= now;
    if (over && values.tidy(connection, id, now)) {
      counts.delete(connection, id);
    }
    return over;
  }

  private WindowNow now(UsageLimit limit) {
    return new WindowNow(limit, clock.instant());
  }

  /** A row that somebody else has added, a deadlock, or a lock that did not come. */
  private static boolean isRace(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("23") || state.startsWith("40") || state.equals("HYT00"));
  }

  private static void pause(int attempt) {
    long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, 6));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }
}
