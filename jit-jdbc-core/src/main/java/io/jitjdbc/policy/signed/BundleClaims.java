package io.jitjdbc.policy.signed;

import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says, once its signature was found good.
 *
 * @param targets the databases whose policy it is (aud)
 * @param begin from when on it is good: nbf, or the beginning of time. Not when it was issued: of a
 *     clock that is slow, no policy would be good
 */
record BundleClaims(
    String issuer, List<String> targets, long serial, Instant begin, Instant end, String policy) {

  static BundleClaims from(Map<String, Object> json) throws RefusedException {
    JWTClaimsSet claims = parsed(json);
    time(claims.getIssueTime(), "iat");
    Date notBefore = claims.getNotBeforeTime();
    return new BundleClaims(
        text(claims.getIssuer(), "iss"),
        claims.getAudience(),
        serial(claims),
        notBefore == null ? Instant.MIN : notBefore.toInstant(),
        time(claims.getExpirationTime(), "exp"),
        text(claims.getClaim("policy"), "policy"));
  }

  /** The bundle, if it is good at that moment. */
  Bundle bundle(Duration clockSkew, Instant now) throws RefusedException {
    Instant late = end.plus(clockSkew);
    if (!now.isBefore(late)) {
      throw Adoption.refused(
          "it expired at " + end,
          "The broker service must sign anew; compare the clocks, or raise"
              + " jit.policy.signed.clock-skew");
    }
    if (now.plus(clockSkew).isBefore(begin)) {
      throw Adoption.refused(
          "it is not good before " + begin,
          "Compare the clocks, or raise jit.policy.signed.clock-skew");
    }
    return new Bundle(serial, late, policy);
  }

  private static JWTClaimsSet parsed(Map<String, Object> json) throws RefusedException {
    try {
      return JWTClaimsSet.parse(json);
    } catch (ParseException e) {
      throw incomplete("claims of the right types");
    }
  }

  private static long serial(JWTClaimsSet claims) throws RefusedException {
    if (claims.getClaim("serial") instanceof Long serial && serial > 0) {
      return serial;
    }
    throw incomplete("serial number from 1");
  }

  private static Instant time(@Nullable Date time, String claim) throws RefusedException {
    if (time == null) {
      throw incomplete(claim);
    }
    return time.toInstant();
  }

  private static String text(@Nullable Object value, String claim) throws RefusedException {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw incomplete(claim);
  }

  private static RefusedException incomplete(String what) {
    return Adoption.refused("it has no " + what, "Whoever signs it must add that");
  }
}
