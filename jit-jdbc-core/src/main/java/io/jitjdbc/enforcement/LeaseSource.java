package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.policy.PolicyDecisionPoint;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases that may be connected with: not over, and under the policy that came with them. */
final class LeaseSource {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseSource.class);

  private final CredentialBroker broker;
  private final PolicyDecisionPoint policy;
  private final InstantSource clock;

  LeaseSource(CredentialBroker broker, PolicyDecisionPoint policy, InstantSource clock) {
    this.broker = broker;
    this.policy = policy;
    this.clock = clock;
  }

  /** A new one. */
  Lease lease(LeaseRequest request) throws RefusedException {
    return checked(request, answered(() -> broker.lease(request)));
  }

  /** The same with a later end, if the broker gives it more time. */
  Optional<Lease> renew(LeaseRequest request, Lease lease) throws RefusedException {
    Optional<Lease> renewed = answered(() -> broker.renew(lease, request));
    if (renewed.isEmpty() || !renewed.get().expiresAt().isAfter(lease.expiresAt())) {
      return Optional.empty();
    }
    if (!renewed.get().id().equals(lease.id())) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "the credential broker renewed the lease " + lease.id() + " as another one");
    }
    return Optional.of(checked(request, renewed.get()));
  }

  /** Whether nobody has ended the lease before its time, as far as the broker can say. */
  boolean stands(Lease lease) throws RefusedException {
    return answered(() -> broker.stands(lease));
  }

  /** Ends a lease early. */
  void revoke(Lease lease) {
    broker.revoke(lease);
  }

  private Lease checked(LeaseRequest request, Lease lease) throws RefusedException {
    if (lease.isExpiredAt(clock.instant())) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "the credential broker issued a lease that is over; compare its clock and this one's");
    }
    try {
      // Before anybody who waits for the lease gets it: they connect under the policy it brought.
      policy.adopt(lease.policy(), request.target());
    } catch (RefusedException e) {
      broker.revoke(lease);
      throw e;
    }
    return lease;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws RefusedException;
  }

  private static <T> T answered(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (RuntimeException e) {
      LOG.error("The credential broker failed", e);
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "the credential broker failed ("
              + e.getClass().getSimpleName()
              + "); the log has the cause");
    }
  }
}
