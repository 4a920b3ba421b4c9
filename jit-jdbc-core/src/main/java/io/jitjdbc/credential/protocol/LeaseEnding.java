package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the logins of leases that are over. Every instance of a control plane calls {@link #run}
 * about once a second; each lease is ended by one of them, and by another if that one fails or
 * dies. Thread-safe. Closes no broker: what it leased outlives an instance.
 *
 * <p><b>Guarantees</b>: a database that does not answer holds up no lease of another one; what
 * could not be ended is tried again, less and less often, until it is gone. <b>Does not protect
 * against</b> a broker that cannot end what another process leased, and then leaves a login to its
 * own end.
 */
public final class LeaseEnding {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseEnding.class);
  private static final int MOST_AT_ONCE = 100;
  private static final Duration TIDY_EVERY = Duration.ofSeconds(20);

  private final LeaseBook book;
  private final LeaseTargets targets;
  private final Lanes lanes;
  private final InstantSource clock;
  private final AtomicLong tidied = new AtomicLong();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  /** A login that this instance could not end; the reason is for whoever runs the control plane. */
  public record Failure(Instant at, String lease, String reason) {}

  /**
   * @param executor runs what waits for databases: up to four tasks for each database that leases
   *     end of at the time; the host's own, who shuts it down
   */
  public LeaseEnding(LeaseBook book, LeaseTargets targets, Executor executor, InstantSource clock) {
    this.book = book;
    this.targets = targets;
    this.lanes = new Lanes(executor);
    this.clock = clock;
  }

  /** Takes what is over and has it ended; does not wait for that, and never throws. */
  public void run() {
    Instant now = now();
    try {
      for (KeptLease lease : book.claimOver(now, MOST_AT_ONCE)) {
        lanes.put(lease.holder().target(), lease.id(), () -> finish(lease));
      }
      long last = tidied.get();
      long time = now.toEpochMilli();
      if (time - last >= TIDY_EVERY.toMillis() && tidied.compareAndSet(last, time)) {
        book.tidy(now);
      }
    } catch (RefusedException e) {
      LOG.warn("Leases that are over cannot be looked for: {}", e.getMessage());
    }
  }

  /**
   * Ends a lease now, whoever's it is, with its login and sessions. When it returns the lease is
   * over in any case; a login that could not be ended is tried again by {@link #run}.
   *
   * @return whether it went on until then
   * @throws RefusedException {@code 08001} if the book cannot be asked
   */
  public boolean end(String lease) throws RefusedException {
    Optional<KeptLease> over = book.end(lease, now());
    over.ifPresent(this::finish);
    return over.isPresent();
  }

  /**
   * What failed last, by database, of what this instance has tried; none where it went well since.
   */
  public Map<String, Failure> failures() {
    return new TreeMap<>(failures);
  }

  /** Whatever goes wrong here, the book hands it out again. */
  private void finish(KeptLease lease) {
    try {
      LeaseTarget target = targets.find(lease.holder().target()).orElseThrow(() -> gone(lease));
      target.broker().end(login(lease));
      book.ended(lease.id(), now());
      failures.remove(lease.holder().target());
      LOG.debug("Lease {} is over and its login is gone", lease.id());
    } catch (RefusedException e) {
      failed(lease, String.valueOf(e.getMessage()));
      LOG.warn(
          "Lease {} is over and its login {} could not be ended yet: {}",
          lease.id(),
          lease.login().user(),
          e.getMessage());
    } catch (RuntimeException e) {
      failed(lease, "it failed; the log of this instance says how");
      LOG.error(
          "Lease {} is over and its login {} could not be ended yet",
          lease.id(),
          lease.login().user(),
          e);
    }
  }

  private void failed(KeptLease lease, String reason) {
    failures.put(lease.holder().target(), new Failure(now(), lease.id(), reason));
  }

  private static RefusedException gone(KeptLease lease) {
    return new RefusedException(
        SqlState.UNREACHABLE,
        lease.holder().target()
            + " is no database of this service any more. Put it back into its configuration until"
            + " its leases are over.");
  }

  /** Without its password: nobody needs one to end it. */
  private static Lease login(KeptLease lease) {
    KeptLogin login = lease.login();
    return new Lease(
        login.brokerLease(),
        new DatabaseCredential(login.user(), ""),
        lease.issuedAt(),
        lease.expiresAt(),
        login.connectionProperties());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
