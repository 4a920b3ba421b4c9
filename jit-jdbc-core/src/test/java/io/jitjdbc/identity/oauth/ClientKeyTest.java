package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that shows a key. */
class ClientKeyTest extends ServiceContract {
  private SignedJWT proof(Map<String, String> settings, String file) throws Exception {
    var all = new HashMap<>(settings);
    all.put("client-key.file", Files.writeString(folder.resolve("key"), file).toString());
    resolver = resolver("client-credentials", all);
    issuer.answer("/token", form -> token("service"));
    assertThat(signIn()).isEqualTo("service");
    assertThat(form().authorization()).isEmpty();
    assertThat(form().fields())
        .containsEntry("client_id", "the service")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return SignedJWT.parse(form().fields().get("client_assertion"));
  }

  private void assertSignedBy(JWK key, SignedJWT proof) throws Exception {
    JWSVerifier verifier =
        new DefaultJWSVerifierFactory()
            .createJWSVerifier(
                proof.getHeader(),
                key instanceof RSAKey rsa ? rsa.toPublicKey() : key.toECKey().toPublicKey());
    assertThat(proof.verify(verifier)).isTrue();
    var claims = proof.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("the service");
    assertThat(claims.getSubject()).isEqualTo("the service");
    assertThat(claims.getJWTID()).isNotBlank();
    assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
  }

  private static String pem(JWK key) throws Exception {
    var encoded = key instanceof RSAKey rsa ? rsa.toPrivateKey() : key.toECKey().toPrivateKey();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Test
  void signsWithAnEllipticJwkForTheIssuer() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    SignedJWT proof = proof(Map.of(), key.toJSONString());

    assertSignedBy(key, proof);
    assertThat(proof.getHeader().getKeyID()).isEqualTo("k1");
    assertThat(proof.getJWTClaimsSet().getAudience()).containsExactly(issuer.name());
  }

  @Test
  void signsAsTheJwkSays() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.PS256).generate();
    SignedJWT proof = proof(Map.of(), key.toJSONString());

    assertSignedBy(key, proof);
    assertThat(proof.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
  }

  @ParameterizedTest
  @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512", "RSA, RS256"})
  void signsWithPem(String kind, String algorithm) throws Exception {
    JWK key =
        "RSA".equals(kind)
            ? new RSAKeyGenerator(2048).generate()
            : new ECKeyGenerator(Curve.parse(kind)).generate();
    SignedJWT proof =
        proof(
            Map.of("client-key.id", "k2", "client-key.audience", "https://other.example"),
            pem(key));

    assertSignedBy(key, proof);
    assertThat(proof.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(proof.getHeader().getKeyID()).isEqualTo("k2");
    assertThat(proof.getJWTClaimsSet().getAudience()).containsExactly("https://other.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "{\"kty\":\"oct\",\"k\":\"s3cretABC\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"
      })
  void refusesWhatIsNoPrivateKeyAndDoesNotRepeatIt(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), text);
    resolver = resolver("client-credentials", Map.of("client-key.file", file.toString()));

    assertRefused(
        SqlState.CREDENTIAL_REFUSED,
        "holds no private RSA or EC key",
        "jit.subject.client-credentials.client-key.file");
  }
}
