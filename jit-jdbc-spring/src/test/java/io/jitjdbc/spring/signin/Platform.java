package io.jitjdbc.spring.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** Another issuer, which writes assertions for its workloads. */
final class Platform {
  private static final String KEY = "platform";

  private final ECKey key = new ECKeyGenerator(Curve.P_256).keyID(KEY).generate();

  Platform() throws JOSEException {}

  String publicKey() throws JOSEException {
    return Base64.getEncoder().encodeToString(key.toPublicKey().getEncoded());
  }

  /** What it says of a workload to whoever is named. */
  static JWTClaimsSet.Builder assertion(String audience) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("https://platform.example")
        .subject("pod-of-reports")
        .audience(audience)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(50))));
  }

  String signed(JWTClaimsSet claims) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY).build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
