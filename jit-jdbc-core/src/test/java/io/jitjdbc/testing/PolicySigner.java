package io.jitjdbc.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Signs policies the way a control plane does. Immutable. */
public final class PolicySigner {
  /** The issuer of {@link #claims}. */
  public static final String ISSUER = "https://control.example";

  private static final Duration LIFE = Duration.ofHours(1);

  private final ECKey key;

  /** With a key of its own. */
  public PolicySigner() {
    try {
      this.key = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public ECKey key() {
    return key;
  }

  /** The public key, as a JWKS file holds it. */
  public String keySet() {
    return new JWKSet(key).toString(true);
  }

  /** The claims of a good policy, to be changed; good for an hour. */
  public static Map<String, Object> claims(String policy, long serial, Instant now, String target) {
    return new TreeMap<>(
        Map.of(
            "iss", ISSUER,
            "aud", target,
            "iat", now.getEpochSecond(),
            "exp", now.plus(LIFE).getEpochSecond(),
            "serial", serial,
            "policy", policy));
  }

  /** The header of a good policy, to be changed. */
  public JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(new JOSEObjectType("jit-policy+jwt"))
        .keyID(key.getKeyID());
  }

  public String sign(Map<String, Object> claims) {
    return sign(header().build(), claims);
  }

  /** Claims of any kind under a header of any kind. */
  public String sign(JWSHeader header, Map<String, Object> claims) {
    try {
      var signed = new JWSObject(header, new Payload(claims));
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
