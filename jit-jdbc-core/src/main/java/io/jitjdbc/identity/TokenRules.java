package io.jitjdbc.identity;

import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say to be accepted here, its signature apart.
 *
 * @param audiences one of which the token must be for
 * @param clockSkew how far the issuer's clock and ours may be apart
 */
record TokenRules(
    String issuer, List<String> audiences, Set<JWSAlgorithm> algorithms, Duration clockSkew) {

  /** ID tokens, and access tokens by RFC 9068; many issuers name no type. Never logout tokens. */
  private static final Set<JOSEObjectType> TYPES =
      Set.of(
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"));

  TokenRules {
    audiences = List.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
  }

  void checkHeader(JWSHeader header) throws RefusedException {
    JWSAlgorithm algorithm = header.getAlgorithm();
    if (!algorithms.contains(algorithm)) {
      throw SignIn.refused(
          "the token is signed with "
              + SignIn.shown(algorithm.getName())
              + ", this connection accepts "
              + sorted(algorithms),
          "Let the issuer sign with one of these, or add the algorithm to"
              + " jit.subject.oidc.algorithms if it is an asymmetric one");
    }
    JOSEObjectType type = header.getType();
    if (type != null && !TYPES.contains(type)) {
      throw SignIn.refused(
          "the token is of type " + SignIn.shown(type.getType()),
          "Give an ID token or an access token");
    }
  }

  void checkClaims(JWTClaimsSet claims, Instant now) throws RefusedException {
    checkIssuer(claims.getIssuer());
    checkAudience(claims.getAudience());
    checkTime(claims, now);
    if (claims.getSubject() == null || claims.getSubject().isBlank()) {
      throw SignIn.refused(
          "the token names no subject (sub)", "Give an ID token or an access token of a subject");
    }
    if (claims.getClaim("cnf") != null) {
      // RFC 9449 7.1: whoever stole such a token could present it, so without the proof it is void.
      throw SignIn.refused(
          "the token is bound to a key of its holder (cnf), which JDBC cannot prove",
          "Ask the issuer for a bearer token");
    }
  }

  private void checkIssuer(@Nullable String found) throws RefusedException {
    if (!issuer.equals(found)) {
      throw SignIn.refused(
          "the token is from issuer "
              + (found == null ? "(none)" : SignIn.shown(found))
              + ", this connection accepts "
              + issuer,
          "Sign in there, or correct jit.subject.oidc.issuer");
    }
  }

  private void checkAudience(List<String> found) throws RefusedException {
    if (audiences.stream().noneMatch(found::contains)) {
      throw SignIn.refused(
          "the token is for audience "
              + (found.isEmpty() ? "(none)" : SignIn.shown(String.join(", ", found)))
              + ", this connection accepts "
              + String.join(", ", audiences),
          "Ask the issuer for a token of that audience, or correct jit.subject.oidc.audience");
    }
  }

  private void checkTime(JWTClaimsSet claims, Instant now) throws RefusedException {
    if (claims.getExpirationTime() == null) {
      throw SignIn.refused("the token never expires (no exp)", "Give one that does");
    }
    Instant end = claims.getExpirationTime().toInstant();
    if (!now.isBefore(end.plus(clockSkew))) {
      throw SignIn.refused(
          "the token expired " + spelled(Duration.between(end, now)) + " ago",
          "Sign in again and give the new token");
    }
    if (claims.getNotBeforeTime() == null) {
      return;
    }
    Instant begin = claims.getNotBeforeTime().toInstant();
    if (now.plus(clockSkew).isBefore(begin)) {
      throw SignIn.refused(
          "the token is not valid before another " + spelled(Duration.between(now, begin)),
          "Wait, or compare the clocks of this machine and of the issuer");
    }
  }

  private static String spelled(Duration span) {
    if (span.toDays() > 1) {
      return span.toDays() + " days";
    }
    if (span.toHours() > 1) {
      return span.toHours() + " hours";
    }
    return span.toMinutes() > 1 ? span.toMinutes() + " minutes" : span.toSeconds() + " seconds";
  }

  private static String sorted(Collection<JWSAlgorithm> algorithms) {
    return algorithms.stream().map(JWSAlgorithm::getName).sorted().collect(joining(", "));
  }
}
