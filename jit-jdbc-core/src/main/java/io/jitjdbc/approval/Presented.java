package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.identity.PresentedToken;

/**
 * By what a subject, and who acts for it, were found to be who they are: for services that verify
 * that by themselves. Never shown.
 *
 * @param subject the subject's own token; none if a program vouches for it
 * @param actor the token of who acts for it: the same one where nobody does
 */
public record Presented(PresentedToken subject, PresentedToken actor) {
  public Presented {
    requireNonNull(subject);
    requireNonNull(actor);
  }

  /** The subject acts in person. */
  public static Presented by(PresentedToken subject) {
    return new Presented(subject, subject);
  }

  /** Nobody has a token. */
  public static Presented nothing() {
    return by(PresentedToken.none());
  }
}
