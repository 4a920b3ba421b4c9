package io.jitjdbc.testing;

import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.Reservation;
import io.jitjdbc.credential.protocol.TakenKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A book of leases in memory, for servers of one process. */
public final class MemoryLeaseBook implements LeaseBook {
  private final Map<String, Entry> entries = new HashMap<>();

  private enum State {
    RESERVED,
    LIVING,
    OVER,
    ENDED
  }

  private static final class Entry {
    private final Reservation reservation;
    private State state = State.RESERVED;
    private Optional<KeptLease> lease = Optional.empty();
    // When something is to happen: it is free, over, handed out again or forgotten.
    private Instant due;
    private int claims;

    Entry(Reservation reservation) {
      this.reservation = reservation;
      this.due = reservation.end();
    }

    KeptLease claim(Instant now) {
      state = State.OVER;
      claims++;
      due = now.plus(LeaseBook.claim(claims));
      return withoutPassword();
    }

    KeptLease withoutPassword() {
      return lease.orElseThrow().at(Instant.MAX);
    }
  }

  @Override
  public synchronized Optional<TakenKey> reserve(Reservation mine, Instant now) {
    entries
        .values()
        .removeIf(
            other ->
                other.reservation.key().equals(mine.key())
                    && other.state == State.RESERVED
                    && !other.due.isAfter(now));
    for (Entry other : entries.values()) {
      if (other.reservation.key().equals(mine.key())) {
        return Optional.of(
            new TakenKey(
                other.reservation.lease(),
                other.reservation.asked(),
                other.state != State.RESERVED));
      }
    }
    entries.put(mine.lease(), new Entry(mine));
    return Optional.empty();
  }

  @Override
  public synchronized boolean complete(KeptLease lease) {
    Optional<Entry> reserved = entry(lease.id(), State.RESERVED);
    reserved.ifPresent(
        entry -> {
          entry.state = State.LIVING;
          entry.lease = Optional.of(lease);
          entry.due = lease.expiresAt();
        });
    return reserved.isPresent();
  }

  @Override
  public synchronized void giveUp(String lease, Instant now) {
    if (entry(lease, State.RESERVED).isPresent()) {
      entries.remove(lease);
    }
    entry(lease, State.LIVING)
        .ifPresent(
            entry -> {
              entry.state = State.OVER;
              entry.due = now;
            });
  }

  @Override
  public synchronized Optional<KeptLease> find(String lease, Instant now) {
    return living(lease, now).flatMap(entry -> entry.lease).map(kept -> kept.at(now));
  }

  @Override
  public synchronized boolean renew(KeptLease seen, KeptLease next, Instant now) {
    Optional<Entry> found =
        living(seen.id(), now)
            .filter(entry -> entry.lease.orElseThrow().expiresAt().equals(seen.expiresAt()));
    found.ifPresent(
        entry -> {
          entry.lease = Optional.of(next);
          entry.due = next.expiresAt();
        });
    return found.isPresent();
  }

  @Override
  public synchronized Optional<KeptLease> end(String lease, Instant now) {
    return living(lease, now).map(entry -> entry.claim(now));
  }

  @Override
  public synchronized List<KeptLease> living(Instant now, String after, int most) {
    return entries.keySet().stream()
        .sorted()
        .filter(id -> id.compareTo(after) > 0)
        .flatMap(id -> living(id, now).stream())
        .map(Entry::withoutPassword)
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<KeptLease> claimOver(Instant now, int most) {
    return entries.values().stream()
        .filter(entry -> entry.state == State.LIVING || entry.state == State.OVER)
        .filter(entry -> !entry.due.isAfter(now))
        .sorted(Comparator.comparing(entry -> entry.due))
        .limit(most)
        .toList()
        .stream()
        .map(entry -> entry.claim(now))
        .toList();
  }

  @Override
  public synchronized List<KeptLease> unended(int most) {
    return entries.values().stream()
        .filter(entry -> entry.state == State.OVER && entry.claims > 1)
        .map(Entry::withoutPassword)
        .sorted(Comparator.comparing(KeptLease::id))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized void ended(String lease, Instant now) {
    entry(lease, State.OVER)
        .ifPresent(
            entry -> {
              entry.state = State.ENDED;
              entry.due = now.plus(KEY_REMEMBERED);
            });
  }

  @Override
  public synchronized void tidy(Instant now) {
    Predicate<Entry> forgotten =
        entry ->
            (entry.state == State.ENDED || entry.state == State.RESERVED)
                && !entry.due.isAfter(now);
    entries.values().removeIf(forgotten);
    entries.values().forEach(entry -> entry.lease = entry.lease.map(lease -> lease.at(now)));
  }

  @Override
  public void close() {
    // It holds nothing that must be given back.
  }

  private Optional<Entry> entry(String lease, State state) {
    return Optional.ofNullable(entries.get(lease)).filter(entry -> entry.state == state);
  }

  private Optional<Entry> living(String lease, Instant now) {
    return entry(lease, State.LIVING).filter(entry -> entry.due.isAfter(now));
  }
}
