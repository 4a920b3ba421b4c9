package io.jitjdbc.examples.sample;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who there is, and the key that their tokens are signed with.
 *
 * @param issuer the provider's URL
 */
record SamplePeople(String issuer, RSAKey key) {
  /** Their groups, by name. */
  static final Map<String, List<String>> GROUPS =
      new TreeMap<>(
          Map.of(
              "ana", List.of("analysts"),
              "omar", List.of("data-owners"),
              "dora", List.of("data-owners"),
              "ines", List.of("auditors"),
              "paul", List.of("policy-admins"),
              "ann", List.of("staff"),
              "sue", List.of("staff", "support"),
              "fred", List.of("finance"),
              "amy", List.of("audit")));

  /** A program that connects for people. */
  static final String WEB_SHOP = "web-shop";

  static SamplePeople of(String issuer) {
    try {
      return new SamplePeople(issuer, new RSAKeyGenerator(2048).keyID("sample").generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> claims(String name) {
    List<String> groups =
        name.equals(WEB_SHOP) ? List.of("applications") : GROUPS.getOrDefault(name, List.of());
    return Map.of("preferred_username", name, "groups", groups);
  }

  /** A token as a driver brings it, good for an hour. */
  String token(String name) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(name)
            .audience("control-plane")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    claims(name).forEach(claims::claim);
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "people of " + issuer;
  }
}
