package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import java.time.Instant;
import java.util.Optional;

/** The databases that a server leases logins of. Thread-safe. */
public interface LeaseTargets {

  /**
   * What is known of a database; empty if it is none of this server's. Asked again for every
   * request, and when its leases are ended: a target that is taken away while it has leases leaves
   * them to their broker.
   *
   * @param target as requests spell it: the vendor's JDBC URL without properties
   * @throws RefusedException {@code 08001} if nobody can tell at this moment
   */
  Optional<LeaseTarget> find(String target) throws RefusedException;

  /**
   * The signed policy that counts for a target now, as compact JWS; empty if this server signs
   * none. Asked before a login is made, and anew for every answer.
   *
   * @param leaseEnd it lives that long at least
   * @throws RefusedException {@code 08001} if there is one and it cannot be had: then there is no
   *     lease; the message is for the server's log
   */
  Optional<String> policy(String target, Instant leaseEnd) throws RefusedException;
}
