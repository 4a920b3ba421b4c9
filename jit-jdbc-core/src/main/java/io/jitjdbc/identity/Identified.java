package io.jitjdbc.identity;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;

/**
 * A verified subject.
 *
 * @param token the token that says who the subject is, for brokers that sign in with it; none if
 *     the subject was found in another way
 */
public record Identified(Subject subject, PresentedToken token) {
  public Identified {
    requireNonNull(subject);
    requireNonNull(token);
  }
}
