package io.jitjdbc.protocol;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import java.time.Instant;

/**
 * Who calls, as the server found out by the tokens, and by nothing else.
 *
 * @param actor who acts for the subject: the subject itself where nobody does
 * @param tokensEnd when the first of the tokens expires, or has expired
 */
public record Caller(Subject subject, Subject actor, Instant tokensEnd) {
  public Caller {
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(tokensEnd);
  }
}
