package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a broker for a lease. Two requests are equal when they are of one subject, target, purpose
 * and application: such may share a lease, whatever token each of them came with. A class and not a
 * record for that reason.
 */
public final class LeaseRequest {
  private final Subject subject;
  private final String target;
  private final String purpose;
  private final String application;
  private final PresentedToken token;

  /** A request without the subject's token. */
  public LeaseRequest(Subject subject, String target, String purpose) {
    this(subject, target, purpose, PresentedToken.none());
  }

  /**
   * Asks with the subject's own token, for brokers that sign in as the subject.
   *
   * @param target the database, as the delegate's URL without any property or secret
   * @param purpose why, for the broker's own records; may be empty
   * @param token what the subject was found to be by; none if it has no token
   */
  public LeaseRequest(Subject subject, String target, String purpose, PresentedToken token) {
    this(subject, target, purpose, "", token);
  }

  /**
   * The same of a connection whose application gives its name.
   *
   * @param application who connects, as it calls itself, for the broker's own records; may be empty
   */
  public LeaseRequest(
      Subject subject, String target, String purpose, String application, PresentedToken token) {
    this.subject = requireNonNull(subject);
    this.target = requireNonNull(target);
    this.purpose = requireNonNull(purpose);
    this.application = requireNonNull(application);
    this.token = requireNonNull(token);
  }

  public Subject subject() {
    return subject;
  }

  /** The database, as the delegate's URL without any property or secret. */
  public String target() {
    return target;
  }

  /** Why; may be empty. */
  public String purpose() {
    return purpose;
  }

  /** Who connects, as it calls itself; may be empty. */
  public String application() {
    return application;
  }

  /** The token that the subject signed in with; may be none. */
  public PresentedToken token() {
    return token;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LeaseRequest that
        && subject.equals(that.subject)
        && target.equals(that.target)
        && purpose.equals(that.purpose)
        && application.equals(that.application);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subject, target, purpose, application);
  }

  @Override
  public String toString() {
    return "lease of " + target + " for " + subject.key();
  }
}
