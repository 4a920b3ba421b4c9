package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;

/**
 * A subject with a lease, about to connect.
 *
 * @param isNew whether the broker issued the lease for this very connection; one that it had issued
 *     before is worth a second try with a fresh one if the database refuses it
 */
public record Admission(
    Subject subject, LeaseRequest request, Lease lease, boolean isNew, String application) {
  public Admission {
    requireNonNull(subject);
    requireNonNull(request);
    requireNonNull(lease);
    requireNonNull(application);
  }
}
