package io.jitjdbc.spring.server.api;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.ReadToken;
import io.jitjdbc.identity.TokenReader;
import io.jitjdbc.protocol.Caller;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Who calls, by the tokens of the issuers that are believed. Thread-safe. */
final class Callers {
  private final Map<String, TokenReader> issuers;

  /**
   * @param issuers by their URL
   */
  Callers(Map<String, TokenReader> issuers) {
    this.issuers = Map.copyOf(issuers);
  }

  /**
   * Who calls by these tokens, which may be over.
   *
   * @param actor the token of who acts for the subject; none if nobody does
   * @throws RefusedException if one of them is not good, or that cannot be told now
   */
  Caller caller(PresentedToken subject, PresentedToken actor) throws RefusedException {
    ReadToken token = read(subject);
    if (!actor.isPresent()) {
      return new Caller(token.subject(), token.actor().orElse(token.subject()), token.expiresAt());
    }
    ReadToken acting = read(actor);
    return new Caller(
        token.subject(), acting.subject(), earlier(token.expiresAt(), acting.expiresAt()));
  }

  private ReadToken read(PresentedToken token) throws RefusedException {
    TokenReader reader = issuers.get(issuer(token));
    if (reader == null) {
      throw RefusedException.denied(
          "the token is of no issuer that is trusted here. Sign in at one of "
              + String.join(", ", issuers.keySet()));
    }
    return reader.read(token);
  }

  /**
   * Whether a token that was found good is for one of these audiences.
   *
   * @throws RefusedException if it is no token
   */
  static boolean isFor(PresentedToken token, Set<String> audiences) throws RefusedException {
    return claims(token).getAudience().stream().anyMatch(audiences::contains);
  }

  /** By its own word, which only says whose keys to look for. */
  private static String issuer(PresentedToken token) throws RefusedException {
    String issuer = claims(token).getIssuer();
    return issuer == null ? "" : issuer;
  }

  private static JWTClaimsSet claims(PresentedToken token) throws RefusedException {
    try {
      return SignedJWT.parse(token.reveal()).getJWTClaimsSet();
    } catch (ParseException e) {
      throw RefusedException.denied("the token is not a signed JWT");
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
