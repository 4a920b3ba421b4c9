package io.jitjdbc.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.Subject;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.testing.LeaseProtocol.Message;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who calls a service, by tokens that a test issuer has signed, whatever their time. */
final class TestTokens {
  private final TestIssuer issuer;

  TestTokens(TestIssuer issuer) {
    this.issuer = issuer;
  }

  Optional<Caller> caller(Message request) {
    try {
      JWTClaimsSet subject = claims(request.header("authorization").replaceFirst("^Bearer ", ""));
      String other = request.header("actor-token");
      if (other.isEmpty()) {
        return Optional.of(new Caller(subject(subject), actor(subject), end(subject)));
      }
      JWTClaimsSet actor = claims(other);
      Instant end = end(actor).isBefore(end(subject)) ? end(actor) : end(subject);
      return Optional.of(new Caller(subject(subject), subject(actor), end));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private JWTClaimsSet claims(String token) throws ParseException, JOSEException {
    SignedJWT jwt = SignedJWT.parse(token);
    if (!jwt.verify(new ECDSAVerifier(issuer.key().toPublicJWK()))) {
      throw new JOSEException("signed by somebody else");
    }
    return jwt.getJWTClaimsSet();
  }

  private static Instant end(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant();
  }

  private static Subject subject(JWTClaimsSet claims) throws ParseException {
    String name = claims.getStringClaim("name");
    List<String> groups = claims.getStringListClaim("groups");
    return new Subject(
        claims.getIssuer(),
        claims.getSubject(),
        name == null ? claims.getStringClaim("preferred_username") : name,
        groups == null ? Set.of() : Set.copyOf(groups));
  }

  /** Whom the token itself says to act, as RFC 8693 has it. */
  private static Subject actor(JWTClaimsSet claims) throws ParseException {
    Map<String, Object> act = claims.getJSONObjectClaim("act");
    return act == null
        ? subject(claims)
        : new Subject(
            act.get("iss").toString(),
            act.get("sub").toString(),
            act.get("sub").toString(),
            Set.of());
  }
}
