package io.jitjdbc.spring.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.UUID;

/** The key that the issuer signs with. */
final class RotatingKeys {
  private volatile JWK current = fresh();

  JWK current() {
    return current;
  }

  void rotate() {
    current = fresh();
  }

  private static JWK fresh() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
