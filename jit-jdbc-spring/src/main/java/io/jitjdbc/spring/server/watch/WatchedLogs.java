package io.jitjdbc.spring.server.watch;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.spring.server.audit.LogBook;
import io.jitjdbc.spring.server.audit.LogVerdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The logs of which anything was brought, with what can be said of them. Thread-safe. */
public final class WatchedLogs {
  /** So many logs are looked at, those of which something was brought last. */
  public static final int MOST = 500;

  private final LogBook logs;
  private final UnrecordedLeases leases;
  private final InstantSource clock;

  public WatchedLogs(LogBook logs, UnrecordedLeases leases, InstantSource clock) {
    this.logs = logs;
    this.leases = leases;
    this.clock = clock;
  }

  /** A log, and what can be said of it. */
  public record Judged(LogBook.Log log, LogVerdict verdict) {}

  /** The latest of them. */
  public List<Judged> latest() throws RefusedException {
    Set<String> leasing = leasing();
    Instant now = clock.instant();
    return logs.latest(MOST).stream().map(log -> judged(log, leasing, now)).toList();
  }

  /** One of them. */
  public Optional<Judged> find(String name) throws RefusedException {
    Set<String> leasing = leasing();
    return logs.find(name).map(log -> judged(log, leasing, clock.instant()));
  }

  private Set<String> leasing() throws RefusedException {
    return logs.of(leases.living().ids());
  }

  private static Judged judged(LogBook.Log log, Set<String> leasing, Instant now) {
    return new Judged(log, LogVerdict.of(log, leasing.contains(log.name()), now));
  }
}
