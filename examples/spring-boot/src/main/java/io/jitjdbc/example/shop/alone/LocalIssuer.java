package io.jitjdbc.example.shop.alone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signs tokens for whoever asks, without a password: for trying out, and nothing else. */
final class LocalIssuer {
  static final String NAME = "https://login.shop.example";

  private static final Map<String, List<String>> PEOPLE =
      Map.of(
          "ann", List.of("staff"),
          "sue", List.of("staff", "support"),
          "fred", List.of("finance"),
          "amy", List.of("audit"));

  private final RSAKey key;
  private final InstantSource clock;

  LocalIssuer(InstantSource clock) {
    this.clock = clock;
    try {
      this.key = new RSAKeyGenerator(2048).keyID("local").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that is good for ten minutes. */
  String token(String person) {
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(NAME)
            .subject(person)
            .claim("preferred_username", person)
            .claim("groups", PEOPLE.getOrDefault(person, List.of()))
            .issuedAt(now)
            .expiresAt(now.plus(Duration.ofMinutes(10)))
            .build();
    var encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }

  /** What believes these tokens. */
  JwtDecoder decoder() {
    try {
      return NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
