package io.jitjdbc.identity;

import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
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
 * @param types ID tokens are JWT or name none, access tokens by RFC 9068 are at+jwt
 * @param clockSkew how far the issuer's clock and ours may be apart
 * @param expiredToo whether its end does not matter
 * @param settings where the rest is from, for messages
 */
record TokenRules(
    String issuer,
    List<String> audiences,
    Set<JWSAlgorithm> algorithms,
    Set<JOSEObjectType> types,
    Duration clockSkew,
    boolean expiredToo,
    SettingValues settings) {

  /** RFC 7515 section 4.1.9: a type without a slash has this before it. */
  private static final String LONG_FORM = "application/";

  TokenRules {
    audiences = List.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    types = Set.copyOf(types);
  }

  static TokenRules from(SettingValues values) {
    return new TokenRules(
        values.get(TokenVerification.ISSUER),
        values.get(TokenVerification.AUDIENCE),
        values.get(TokenVerification.ALGORITHMS),
        values.get(TokenVerification.TYPES),
        values.get(TokenVerification.CLOCK_SKEW),
        false,
        values);
  }

  /** The same rules, but that a token may be over. */
  TokenRules whateverTheirEnd() {
    return new TokenRules(issuer, audiences, algorithms, types, clockSkew, true, settings);
  }

  /** In its short form, so that either spelling is the same type. */
  static JOSEObjectType type(String name) {
    boolean isLong = name.regionMatches(true, 0, LONG_FORM, 0, LONG_FORM.length());
    return new JOSEObjectType(isLong ? name.substring(LONG_FORM.length()) : name);
  }

  /** The full name of a setting. */
  String named(Setting<?> setting) {
    return settings.nameOf(setting);
  }

  void checkHeader(JWSHeader header) throws RefusedException {
    JWSAlgorithm algorithm = header.getAlgorithm();
    if (!algorithms.contains(algorithm)) {
      throw SignIn.refused(
          "the token is signed with "
              + ForeignText.shown(algorithm.getName())
              + ", this connection accepts "
              + sorted(algorithms),
          "Let the issuer sign with one of these, or add the algorithm to "
              + named(TokenVerification.ALGORITHMS)
              + " if it is an asymmetric one");
    }
    // RFC 7519 section 5.1: a token that names no type is a JWT.
    String type = header.getType() == null ? "JWT" : header.getType().getType();
    if (!types.contains(type(type))) {
      throw SignIn.refused(
          "the token is of type "
              + ForeignText.shown(type)
              + ", this connection accepts "
              + types.stream().map(JOSEObjectType::getType).sorted().collect(joining(", ")),
          "Give an ID token or an access token, or correct " + named(TokenVerification.TYPES));
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
              + (found == null ? "(none)" : ForeignText.shown(found))
              + ", this connection accepts "
              + issuer,
          "Sign in there, or correct " + named(TokenVerification.ISSUER));
    }
  }

  private void checkAudience(List<String> found) throws RefusedException {
    if (audiences.stream().noneMatch(found::contains)) {
      throw SignIn.refused(
          "the token is for audience "
              + (found.isEmpty() ? "(none)" : ForeignText.shown(String.join(", ", found)))
              + ", this connection accepts "
              + String.join(", ", audiences),
          "Ask the issuer for a token of that audience, or correct "
              + named(TokenVerification.AUDIENCE));
    }
  }

  private void checkTime(JWTClaimsSet claims, Instant now) throws RefusedException {
    if (claims.getExpirationTime() == null) {
      throw SignIn.refused("the token never expires (no exp)", "Give one that does");
    }
    Instant end = claims.getExpirationTime().toInstant();
    if (!expiredToo && !now.isBefore(end.plus(clockSkew))) {
      throw SignIn.refused(
          "the token expired " + spelled(Duration.between(end, now)) + " ago",
          "Sign in again and give the new token; if it is new, compare the clocks of this machine"
              + " and of the issuer");
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
