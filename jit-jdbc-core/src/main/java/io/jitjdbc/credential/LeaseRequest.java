package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;

/**
 * Asks a broker for a lease.
 *
 * @param target the database, as the delegate's URL without any property or secret
 * @param purpose why, for the broker's own records; may be empty
 */
public record LeaseRequest(Subject subject, String target, String purpose) {
  public LeaseRequest {
    requireNonNull(subject);
    requireNonNull(target);
    requireNonNull(purpose);
  }
}
