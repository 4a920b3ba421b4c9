package io.jitjdbc.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.identity.PresentedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * Good tokens for whoever a test says there is. Thread-safe.
 *
 * @param issuer vouches for them
 * @param clock by which they begin
 */
public record SubjectTokens(TestIssuer issuer, InstantSource clock) {
  private static final Duration LIFE = Duration.ofMinutes(5);

  /** One that is good for five minutes. */
  public PresentedToken token(Subject person) {
    return token(person, LIFE);
  }

  /** One that is good for that long; it is over already where that is negative. */
  public PresentedToken token(Subject person, Duration life) {
    return PresentedToken.of(issuer.sign(claims(person, clock.instant().plus(life)).build()));
  }

  /** The claims of one, to be changed. */
  public JWTClaimsSet.Builder claims(Subject person, Instant end) {
    return issuer
        .claims(person.id())
        .issuer(person.issuer())
        .claim("name", person.name())
        .claim("groups", List.copyOf(person.groups()))
        .expirationTime(Date.from(end));
  }

  /** Tokens of those whom a draft names. */
  public Presented presented(AccessRequest draft) {
    return new Presented(token(draft.subject()), token(draft.actor()));
  }
}
