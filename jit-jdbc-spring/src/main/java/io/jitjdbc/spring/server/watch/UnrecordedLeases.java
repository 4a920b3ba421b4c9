package io.jitjdbc.spring.server.watch;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.spring.server.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Leases that go on, and of which nobody has brought a word. Thread-safe. */
public final class UnrecordedLeases {
  /** So many leases are looked at. */
  public static final int MOST = 500;

  // A driver's audit arrives within seconds; a minute and no word of a lease is strange.
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final LeaseBook book;
  private final AuditTrail trail;
  private final InstantSource clock;

  public UnrecordedLeases(LeaseBook book, AuditTrail trail, InstantSource clock) {
    this.book = book;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Leases that go on.
   *
   * @param unrecorded the ids of those of which nobody has brought a word
   */
  public record Living(List<KeptLease> leases, Set<String> unrecorded) {
    public Living {
      leases = List.copyOf(leases);
      unrecorded = Set.copyOf(unrecorded);
    }

    /** The ids of all. */
    public List<String> ids() {
      return leases.stream().map(KeptLease::id).toList();
    }
  }

  /** All that go on now, up to {@link #MOST}. */
  public Living living() throws RefusedException {
    Instant now = clock.instant();
    List<KeptLease> living = book.living(now, "", MOST);
    Set<String> recorded = trail.recordedOf(living.stream().map(KeptLease::id).toList());
    return new Living(
        living,
        living.stream()
            .filter(lease -> lease.issuedAt().plus(QUIET).isBefore(now))
            .map(KeptLease::id)
            .filter(id -> !recorded.contains(id))
            .collect(Collectors.toSet()));
  }
}
