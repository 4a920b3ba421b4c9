package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The circumstances of a request.
 *
 * @param actor who acts for the subject: whoever opened the connection. The subject itself where
 *     nobody does
 * @param time when it is asked
 * @param target the database, as the delegate's URL without any property or secret
 * @param application who connects, as it calls itself; unverified, may be empty
 * @param purpose why, in the caller's words or as a ticket id; may be empty
 */
public record Context(
    Subject actor, Instant time, String target, String application, String purpose) {
  public Context {
    requireNonNull(actor);
    requireNonNull(time);
    requireNonNull(target);
    requireNonNull(application);
    requireNonNull(purpose);
  }
}
