package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.AuditEvent.LeaseEnded;
import io.jitjdbc.audit.AuditEvent.LeaseIssued;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that somebody connected with, until they end. */
final class IssuedLeases {
  private static final Logger LOG = LoggerFactory.getLogger(IssuedLeases.class);

  private final LeaseStore store;
  private final LeaseSource source;
  private final LeaseTimer timer;
  private final InstantSource clock;
  private final Lookout lookout;
  private final Map<String, Issue> issues = new ConcurrentHashMap<>();

  /**
   * @param lease with its latest end
   * @param recorder who recorded its beginning
   */
  private record Issue(Lease lease, LeaseRequest request, Recorder recorder) {
    Issue with(Lease renewed) {
      return renewed.expiresAt().isAfter(lease.expiresAt())
          ? new Issue(renewed, request, recorder)
          : this;
    }
  }

  /**
   * @param check how often the broker is asked whether they stand; zero for never
   */
  IssuedLeases(
      LeaseStore store, LeaseSource source, LeaseTimer timer, InstantSource clock, Duration check) {
    this.store = store;
    this.source = source;
    this.timer = timer;
    this.clock = clock;
    this.lookout = new Lookout(check, this::look, "jit-lease-lookout");
  }

  /**
   * Somebody has connected with a lease; the first time that is recorded.
   *
   * @throws RefusedException if it cannot be recorded
   */
  void use(Admission admission, Recorder recorder) throws RefusedException {
    Lease lease = admission.lease();
    // Whoever the broker issued it for may have failed to connect.
    if (issues.putIfAbsent(lease.id(), new Issue(lease, admission.request(), recorder)) == null) {
      try {
        recorder.require(issued(admission, recorder));
      } catch (RefusedException e) {
        issues.remove(lease.id());
        throw e;
      }
      endAt(lease.expiresAt(), lease.id());
      lookout.begin();
    }
  }

  /** The broker gave the lease more time, which goes for every connection that has it. */
  void renewed(Lease lease) {
    issues.computeIfPresent(lease.id(), (id, issue) -> issue.with(lease));
  }

  /** What becomes of the leases of one request. */
  Tenure.Leases of(LeaseRequest request) {
    return new Tenure.Leases() {
      @Override
      public Lease latest(Lease lease) {
        Issue issue = issues.get(lease.id());
        return issue == null ? lease : issue.lease();
      }

      @Override
      public boolean isCurrent(Lease lease) {
        return store.isCurrent(request, lease);
      }
    };
  }

  /** Ends all that are left. */
  void endAll(String reason) {
    lookout.close();
    List.copyOf(issues.keySet()).forEach(id -> end(id, reason));
  }

  private void endAt(Instant time, String id) {
    timer.at(
        time,
        () -> {
          Issue issue = issues.get(id);
          if (issue != null && issue.lease().expiresAt().isAfter(time)) {
            endAt(issue.lease().expiresAt(), id);
          } else {
            end(id, "expired");
          }
        });
  }

  /** Ends what somebody else has ended, and what a timer missed that slept with the machine. */
  private boolean look() {
    boolean answers = true;
    for (Issue issue : List.copyOf(issues.values())) {
      Lease lease = issue.lease();
      if (lease.isExpiredAt(clock.instant())) {
        timer.end(lease, Tenure.EXPIRED);
        end(lease.id(), "expired");
      } else if (answers) {
        answers = endIfRevoked(issue);
      }
    }
    return !issues.isEmpty();
  }

  /** Says whether the broker answers; one that does not is left alone until the next time. */
  private boolean endIfRevoked(Issue issue) {
    Lease lease = issue.lease();
    try {
      if (!source.stands(lease)) {
        LOG.info("The lease {} was ended before its time", lease.id());
        // Nobody is to connect with it again, and nobody who has it waits for the broker.
        store.forget(issue.request(), lease);
        timer.end(lease, Tenure.REVOKED);
        end(lease.id(), "revoked");
      }
      return true;
    } catch (RefusedException e) {
      // An outage is nothing to lose connections over; the lease has its end.
      LOG.debug("Whether the lease {} stands is not known: {}", lease.id(), e.getMessage());
      return false;
    }
  }

  private void end(String id, String reason) {
    Issue issue = issues.remove(id);
    if (issue != null) {
      store.forget(issue.request(), issue.lease());
      source.revoke(issue.lease());
      Recorder recorder = issue.recorder();
      recorder.note(new LeaseEnded(recorder.header(recorder.actor()), id, reason));
    }
  }

  private static LeaseIssued issued(Admission admission, Recorder recorder) {
    Lease lease = admission.lease();
    return new LeaseIssued(
        recorder.header(admission.subject()),
        lease.id(),
        lease.credential().user(),
        admission.request().target(),
        lease.expiresAt());
  }
}
