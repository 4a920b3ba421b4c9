package io.jitjdbc.credential;

import io.jitjdbc.access.RefusedException;
import java.util.Optional;

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
   * The same lease with a later end: its id, its user and its beginning stay, its password may be
   * another. Empty if the broker gives it no more time; then it ends when it was to end, and a new
   * one may be asked for.
   *
   * @param request equal to the one that the lease was issued for, with the token of now
   * @throws RefusedException as {@link #lease} does; the lease itself stays good until its end
   */
  default Optional<Lease> renew(Lease lease, LeaseRequest request) throws RefusedException {
    return Optional.empty();
  }

  /**
   * Whether the lease stands: nobody has ended it before its time. Asked now and then while
   * connections have it; they are torn down when it does not. True where the broker cannot tell.
   *
   * @throws RefusedException if the broker cannot be asked at this moment
   */
  default boolean stands(Lease lease) throws RefusedException {
    return true;
  }

  /** Ends the lease early, as far as the broker can. Idempotent; never throws. */
  default void revoke(Lease lease) {}

  /**
   * Ends a lease now, for whoever keeps leases in a book of its own and must know that they are
   * gone. The lease may be of another process with the same settings, where the broker can end such
   * ones. May be asked again. A broker that does not override this leaves its logins to their own
   * end where {@link #revoke} cannot end them, and does not say so.
   *
   * @param lease as it was issued; its password may be missing
   * @throws RefusedException {@code 08001} if it may still be alive; may be asked again
   */
  default void end(Lease lease) throws RefusedException {
    revoke(lease);
  }

  /** Ends every lease that this instance can still end. */
  @Override
  default void close() {}
}
