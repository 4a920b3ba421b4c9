package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Somebody works on a request, and nobody else does meanwhile.
 *
 * @param lease the id that the lease will have; no two reservations have the same
 * @param key digest of the idempotency key and of whose it is
 * @param asked digest of what was asked for under the key
 * @param end until when the lease must be there; then whoever asks next goes on
 */
public record Reservation(String lease, String key, String asked, Instant end) {
  public Reservation {
    requireNonNull(lease);
    requireNonNull(key);
    requireNonNull(asked);
    requireNonNull(end);
  }
}
