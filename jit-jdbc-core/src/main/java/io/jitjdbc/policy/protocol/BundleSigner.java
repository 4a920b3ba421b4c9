package io.jitjdbc.policy.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/**
 * Signs policies for drivers with {@code jit.policy=signed}, in the form that {@code PROTOCOL.md}
 * writes down. Thread-safe; never blocks on I/O.
 *
 * <p>The public key goes along in the header, for drivers that pin its {@link #thumbprint()}.
 */
public final class BundleSigner {
  private static final JOSEObjectType TYPE = new JOSEObjectType("jit-policy+jwt");

  private final String issuer;
  private final JWK key;
  private final JWSAlgorithm algorithm;
  private final JWSSigner signer;

  private BundleSigner(String issuer, JWK key, JWSAlgorithm algorithm, JWSSigner signer) {
    this.issuer = issuer;
    this.key = key;
    this.algorithm = algorithm;
    this.signer = signer;
  }

  /**
   * Signs under that name with that key.
   *
   * @param issuer as drivers have it in {@code jit.policy.signed.issuer}
   * @param jwk a private key as a JWK (RFC 7517): EC on P-256, P-384 or P-521, or RSA from 2048
   *     bits
   * @throws IllegalArgumentException if it is none; the message quotes nothing of it
   */
  public static BundleSigner of(String issuer, String jwk) {
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("the issuer of policies must have a name");
    }
    try {
      JWK key = JWK.parse(jwk.strip());
      if (key.isPrivate()) {
        JWSAlgorithm algorithm = algorithm(key);
        return new BundleSigner(
            issuer, key, algorithm, new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
      }
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      // Said below: they quote the key.
    }
    throw new IllegalArgumentException(
        "the key that signs policies must be a private EC or RSA key as a JWK, as jit key makes it");
  }

  private static JWSAlgorithm algorithm(JWK key) throws JOSEException {
    if (key instanceof ECKey curve) {
      if (curve.getCurve().equals(Curve.P_384)) {
        return JWSAlgorithm.ES384;
      }
      return curve.getCurve().equals(Curve.P_521) ? JWSAlgorithm.ES512 : JWSAlgorithm.ES256;
    }
    if (key instanceof RSAKey) {
      return JWSAlgorithm.PS256;
    }
    throw new JOSEException("no algorithm for it");
  }

  /** As drivers have it in {@code jit.policy.signed.issuer}. */
  public String issuer() {
    return issuer;
  }

  /** The RFC 7638 thumbprint of the key, as drivers have it in {@code …signed.thumbprints}. */
  public String thumbprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The public key, as a line of the JWKS file of drivers. */
  public String publicKey() {
    return key.toPublicJWK().toJSONString();
  }

  /**
   * A policy for one database.
   *
   * @param serial counts up for each target; the same number means the same policy
   * @param policy the YAML text
   * @return compact JWS
   */
  public String sign(String target, long serial, String policy, Validity validity) {
    if (serial < 1) {
      throw new IllegalArgumentException("serial numbers begin with 1");
    }
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(requireNonNull(target))
            .issueTime(Date.from(validity.begin()))
            .expirationTime(Date.from(validity.end()))
            .claim("serial", serial)
            .claim("policy", requireNonNull(policy))
            .build();
    var header =
        new JWSHeader.Builder(algorithm)
            .type(TYPE)
            .keyID(key.getKeyID())
            .jwk(key.toPublicJWK())
            .build();
    try {
      var signed = new JWSObject(header, new Payload(claims.toJSONObject()));
      signed.sign(signer);
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the key was good when it was read", e);
    }
  }

  /** From when, and until when. In whole seconds, the end rounded down. */
  public record Validity(Instant begin, Instant end) {
    public Validity {
      if (!end.isAfter(begin)) {
        throw new IllegalArgumentException("it would be over before it begins");
      }
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "policies of " + issuer;
  }
}
