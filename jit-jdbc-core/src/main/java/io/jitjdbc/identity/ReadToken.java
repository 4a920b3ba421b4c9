package io.jitjdbc.identity;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a good token says.
 *
 * @param actor who acts for the subject by the token's own word (RFC 8693 {@code act})
 * @param expiresAt its end, which may be over
 */
public record ReadToken(Subject subject, Optional<Subject> actor, Instant expiresAt) {
  public ReadToken {
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(expiresAt);
  }
}
