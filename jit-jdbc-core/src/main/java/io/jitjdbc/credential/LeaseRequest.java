package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;

/**
 * Asks a broker for a lease.
 *
 * @param target the database, as the delegate's URL without any property or secret
 * @param purpose why, for the broker's own records; may be empty
 * @param application who connects, as it calls itself, for the same; may be empty
 */
public record LeaseRequest(Subject subject, String target, String purpose, String application) {
  public LeaseRequest {
    requireNonNull(subject);
    requireNonNull(target);
    requireNonNull(purpose);
    requireNonNull(application);
  }

  /** A request of an application that gives no name. */
  public LeaseRequest(Subject subject, String target, String purpose) {
    this(subject, target, purpose, "");
  }
}
