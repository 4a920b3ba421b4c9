package io.jitjdbc.policy.signed;

import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.access.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** From a compact JWS to a bundle that a pinned key vouches for, for a target, now. */
final class BundleVerifier {
  static final JOSEObjectType TYPE = new JOSEObjectType("jit-policy+jwt");

  private final String issuer;
  private final TrustedKeys keys;
  private final Set<JWSAlgorithm> algorithms;
  private final Duration clockSkew;
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

  BundleVerifier(
      String issuer, TrustedKeys keys, Set<JWSAlgorithm> algorithms, Duration clockSkew) {
    this.issuer = issuer;
    this.keys = keys;
    this.algorithms = Set.copyOf(algorithms);
    this.clockSkew = clockSkew;
  }

  Bundle verify(String text, String target, Instant now) throws RefusedException {
    SignedText signed = SignedText.parse(text);
    checkHeader(signed.header());
    checkSignature(signed);
    BundleClaims claims = BundleClaims.from(signed.claims());
    if (!issuer.equals(claims.issuer())) {
      throw Adoption.refused(
          "it is from issuer "
              + Adoption.shown(claims.issuer())
              + ", this connection accepts "
              + issuer,
          "Correct jit.policy.signed.issuer, or ask the right broker service");
    }
    if (!claims.targets().contains(target)) {
      throw Adoption.refused(
          "it is for "
              + Adoption.shown(String.join(", ", claims.targets()))
              + " and not for "
              + target,
          "Whoever runs the broker service must sign one for this database");
    }
    return claims.bundle(clockSkew, now);
  }

  private void checkHeader(JWSHeader header) throws RefusedException {
    if (!algorithms.contains(header.getAlgorithm())) {
      throw Adoption.refused(
          "it is signed with "
              + Adoption.shown(header.getAlgorithm().getName())
              + ", this connection accepts "
              + algorithms.stream().map(JWSAlgorithm::getName).sorted().collect(joining(", ")),
          "Sign with one of these, or correct jit.policy.signed.algorithms");
    }
    if (!TYPE.equals(header.getType())) {
      throw Adoption.refused(
          "its type (typ) is not " + TYPE.getType(), "Check what the broker hands out");
    }
  }

  private void checkSignature(SignedText signed) throws RefusedException {
    for (JWK key : keys.candidates(signed.header())) {
      if (isSignedBy(key, signed)) {
        return;
      }
    }
    throw Adoption.refused(
        "no key that is trusted here has signed it, or it was changed",
        "Compare jit.policy.signed.jwks.file or .thumbprints with the broker service's keys");
  }

  private boolean isSignedBy(JWK key, SignedText signed) {
    try {
      return key instanceof AsymmetricJWK pair
          && verifiers
              .createJWSVerifier(signed.header(), pair.toPublicKey())
              .verify(signed.header(), signed.signedBytes(), signed.signature());
    } catch (JOSEException e) {
      return false;
    }
  }
}
