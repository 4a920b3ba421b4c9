package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A lease as a book keeps it. Times are whole milliseconds.
 *
 * @param renewable whether its broker may give it more time
 */
public record KeptLease(
    String id,
    LeaseHolder holder,
    KeptLogin login,
    Instant issuedAt,
    Instant expiresAt,
    boolean renewable) {
  public KeptLease {
    requireNonNull(id);
    requireNonNull(holder);
    requireNonNull(login);
    requireNonNull(issuedAt);
    requireNonNull(expiresAt);
  }

  /** As a book shows it at that time. */
  public KeptLease at(Instant now) {
    return with(login.at(now), expiresAt);
  }

  KeptLease with(KeptLogin next, Instant end) {
    return new KeptLease(id, holder, next, issuedAt, end, renewable);
  }
}
