package io.jitjdbc.identity.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The private key by which a client shows who it is. A class, because a record prints itself. */
final class ClientKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----");

  private final PrivateKey key;
  private final JWSAlgorithm algorithm;
  private final @Nullable String id;

  private ClientKey(PrivateKey key, JWSAlgorithm algorithm, @Nullable String id) {
    this.key = key;
    this.algorithm = algorithm;
    this.id = id;
  }

  /**
   * Reads a JWK, or PKCS #8 in PEM.
   *
   * @throws IOException if there is no such key; the message quotes nothing of it
   */
  static ClientKey read(Path file) throws IOException {
    String text = SecretFile.read(file);
    try {
      Matcher pem = PEM.matcher(text);
      return pem.find() ? ofPem(pem.group(1)) : ofJwk(JWK.parse(text));
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      // Without the cause: it may quote the key.
      throw new IOException(file + " holds no private RSA or EC key as a JWK or as PKCS #8 in PEM");
    }
  }

  private static ClientKey ofJwk(JWK jwk) throws JOSEException {
    if (!(jwk instanceof AsymmetricJWK pair) || !jwk.isPrivate()) {
      throw new IllegalArgumentException();
    }
    PrivateKey key = pair.toPrivateKey();
    JWSAlgorithm algorithm =
        jwk.getAlgorithm() == null
            ? algorithm(key)
            : JWSAlgorithm.parse(jwk.getAlgorithm().getName());
    return new ClientKey(key, algorithm, jwk.getKeyID());
  }

  private static ClientKey ofPem(String base64) throws GeneralSecurityException {
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    PrivateKey key = decoded(encoded);
    return new ClientKey(key, algorithm(key), null);
  }

  private static PrivateKey decoded(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
    GeneralSecurityException last = new GeneralSecurityException();
    for (String type : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  private static JWSAlgorithm algorithm(PrivateKey key) {
    if (!(key instanceof ECPrivateKey elliptic)) {
      return JWSAlgorithm.RS256;
    }
    Curve curve = Curve.forECParameterSpec(elliptic.getParams());
    if (Curve.P_256.equals(curve)) {
      return JWSAlgorithm.ES256;
    }
    return Curve.P_384.equals(curve) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES512;
  }

  PrivateKey key() {
    return key;
  }

  JWSAlgorithm algorithm() {
    return algorithm;
  }

  @Nullable String id() {
    return id;
  }
}
