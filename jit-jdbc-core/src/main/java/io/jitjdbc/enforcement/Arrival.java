package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.identity.PresentedToken;

/**
 * Somebody who wants to connect.
 *
 * @param token what they present; not verified yet
 * @param target the database, as the delegate's URL without any property or secret
 * @param application who connects, as it calls itself; may be empty
 * @param purpose why; may be empty
 */
public record Arrival(PresentedToken token, String target, String application, String purpose) {
  public Arrival {
    requireNonNull(token);
    requireNonNull(target);
    requireNonNull(application);
    requireNonNull(purpose);
  }
}
