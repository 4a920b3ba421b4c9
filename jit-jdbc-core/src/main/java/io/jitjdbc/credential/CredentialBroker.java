package io.jitjdbc.credential;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;

/**
 * Leases database logins. Thread-safe; may block on the network.
 *
 * <p><b>Guarantees</b>: never returns an expired lease; a lease belongs to exactly the subject and
 * target that were asked for. <b>Does not protect against</b> use of the login past {@code
 * expiresAt} unless the broker ends sessions itself; the connection refuses statements from then on
 * in any case.
 */
public interface CredentialBroker extends AutoCloseable {

  /**
   * A new lease.
   *
   * @throws RefusedException {@code 28000} if the broker refuses this subject, {@code 08001} if it
   *     cannot be reached
   */
  Lease lease(LeaseRequest request) throws RefusedException;

  /**
   * A new lease, for brokers that act on the subject's behalf.
   *
   * @param token what the subject presented, verified; {@link PresentedToken#none} if it is known
   *     by other means
   * @throws RefusedException as above
   */
  default Lease lease(LeaseRequest request, PresentedToken token) throws RefusedException {
    return lease(request);
  }

  /** Ends the lease early, as far as the broker can. Idempotent; never throws. */
  default void revoke(Lease lease) {}

  /** Ends every lease that this instance can still end. */
  @Override
  default void close() {}
}
