package io.jitjdbc.spring.server.api;

import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.ReadToken;
import io.jitjdbc.identity.TokenReader;
import io.jitjdbc.protocol.Caller;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;

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

  /** By its own word, which only says whose keys to look for. */
  private static String issuer(PresentedToken token) throws RefusedException {
    try {
      String issuer = SignedJWT.parse(token.reveal()).getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException e) {
      throw RefusedException.denied("the token is not a signed JWT");
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
