package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts without a window, and remembers what it was asked; fails if told to. */
final class FakeUsage implements UsageLedger {
  final List<Long> wanted = new ArrayList<>();
  final List<Long> givenBack = new ArrayList<>();
  final Map<UsageKey, Long> used = new HashMap<>();
  final Map<UsageKey, Set<String>> people = new HashMap<>();
  final List<Set<String>> asked = new ArrayList<>();
  RefusedException outage;
  RuntimeException bug;
  private final InstantSource clock;

  FakeUsage(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Reservation reserve(UsageKey key, UsageLimit limit, long rows) throws RefusedException {
    if (outage != null) {
      throw outage;
    }
    if (bug != null) {
      throw bug;
    }
    wanted.add(rows);
    long granted = Math.min(rows, Math.max(0, limit.most() - used(key, limit)));
    used.merge(key, granted, Long::sum);
    return new Reservation(key, clock.instant(), granted);
  }

  @Override
  public void giveBack(Reservation reservation, long unread) {
    givenBack.add(unread);
    used.merge(reservation.key(), -unread, Long::sum);
  }

  @Override
  public Set<String> admit(UsageKey key, UsageLimit limit, Set<String> digests)
      throws RefusedException {
    if (outage != null) {
      throw outage;
    }
    asked.add(digests);
    Set<String> known = people.computeIfAbsent(key, added -> new LinkedHashSet<>());
    var admitted = new LinkedHashSet<String>();
    for (String digest : digests) {
      if (known.contains(digest) || known.size() < limit.most()) {
        known.add(digest);
        admitted.add(digest);
      }
    }
    return admitted;
  }

  @Override
  public long used(UsageKey key, UsageLimit limit) {
    return used.getOrDefault(key, 0L);
  }
}
