package io.jitjdbc.approval.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as somebody's signed yes, and what does not. */
class AnswerVerifierTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final Map<String, Object> CLAIMS =
      Map.of(
          "aud", "jdbc:h2:mem:shop",
          "request", "7f3a9k2m",
          "shown", "ab".repeat(32),
          "comment", "fine",
          "iat", NOW.getEpochSecond());

  @TempDir private Path directory;
  private ECKey omar;
  private AnswerVerifier verifier;

  @BeforeEach
  void pin() throws Exception {
    omar = new ECKeyGenerator(Curve.P_256).keyID("omar").generate();
    verifier = new AnswerVerifier(pinned(omar));
  }

  private Path pinned(ECKey... keys) throws Exception {
    return Files.writeString(
        directory.resolve("keys.json"), new JWKSet(List.of(keys)).toString(true));
  }

  private String signed() {
    return AnswerSigner.with(omar.toJSONString())
        .sign("7f3a9k2m", "ab".repeat(32), "jdbc:h2:mem:shop", "fine", NOW);
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm)
        .type(new JOSEObjectType("jit-approval+jwt"))
        .keyID("omar");
  }

  private static String sign(JWSHeader header, Map<String, Object> claims, ECKey key)
      throws Exception {
    var jws = new JWSObject(header, new Payload(claims));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }

  private void isRefused(String token, String why) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("what was given in jit.approval was not accepted: ")
        .hasMessageContaining(why)
        .hasMessageContaining("jit sign");
  }

  @Test
  void aYesIsReadAsItWasSigned() throws Exception {
    SignedAnswer answer = verifier.verify(signed());

    assertThat(answer)
        .isEqualTo(
            new SignedAnswer(
                new Yes("7f3a9k2m", "ab".repeat(32), "jdbc:h2:mem:shop", "fine", NOW),
                "omar",
                answer.token()));
  }

  @Test
  void aKeyThatWasTakenOutVouchesForNothingAnyMore() throws Exception {
    String token = signed();
    verifier.verify(token);

    pinned(new ECKeyGenerator(Curve.P_256).keyID("dora").generate());

    isRefused(token, "no key that is trusted here");
  }

  @Test
  void anotherKeyOfTheSameNameIsNotBelieved() throws Exception {
    ECKey mallory = new ECKeyGenerator(Curve.P_256).keyID("omar").generate();

    isRefused(sign(header(JWSAlgorithm.ES256).build(), CLAIMS, mallory), "another key");
  }

  @Test
  void aKeyThatComesAlongIsNotBelieved() throws Exception {
    ECKey mallory = new ECKeyGenerator(Curve.P_256).keyID("mallory").generate();
    JWSHeader header =
        header(JWSAlgorithm.ES256).keyID("mallory").jwk(mallory.toPublicJWK()).build();

    isRefused(sign(header, CLAIMS, mallory), "no key that is trusted here");
  }

  @Test
  void noOtherTokenOfTheSameKeyIsAnApproval() throws Exception {
    JWSHeader plain = header(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build();

    isRefused(sign(plain, CLAIMS, omar), "it is no signed approval");
  }

  @Test
  void aSignatureThatWhoeverReadsTheKeysCouldMakeIsNone() throws Exception {
    var jws = new JWSObject(header(JWSAlgorithm.HS256).build(), new Payload(CLAIMS));
    jws.sign(new MACSigner(omar.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));

    isRefused(jws.serialize(), "it is no signed approval");
    String none =
        Base64URL.encode("{\"alg\":\"none\",\"typ\":\"jit-approval+jwt\",\"kid\":\"omar\"}")
            + "."
            + Base64URL.encode("{}")
            + ".";
    isRefused(none, "it is no signed approval");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aud", "request", "shown", "comment", "iat"})
  void aYesWithoutOneOfItsPartsIsNone(String missing) throws Exception {
    var claims = new HashMap<>(CLAIMS);
    claims.remove(missing);

    isRefused(sign(header(JWSAlgorithm.ES256).build(), claims, omar), "it is no signed approval");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "\u0000", "eyJhbGciOiJFUzI1NiJ9.."})
  void garbageIsRefusedInWords(String text) {
    isRefused(text, "it is no signed approval");
    isRefused("x".repeat(30_000), "too long");
  }

  @Test
  void noCharacterOfItMayBeChanged() {
    String token = signed();
    var random = new Random(7);
    for (int i = 0; i < 400; i++) {
      var changed = new StringBuilder(token);
      int at = random.nextInt(token.length());
      char other = (char) ('A' + random.nextInt(58));
      changed.setCharAt(at, other);
      if (changed.toString().equals(token) || isLastOfASignature(at, token)) {
        continue;
      }
      assertThatThrownBy(() -> verifier.verify(changed.toString()))
          .as("%s at %d", changed, at)
          .isInstanceOf(RefusedException.class);
    }
  }

  /** Its last bits mean nothing. */
  private static boolean isLastOfASignature(int at, String token) {
    return at == token.length() - 1;
  }

  @Test
  void onlyAnApproversOwnPrivateKeySigns() throws Exception {
    String nameless = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
    String larger = new ECKeyGenerator(Curve.P_384).keyID("omar").generate().toJSONString();

    for (String key :
        new String[] {omar.toPublicJWK().toJSONString(), nameless, larger, "s3cret"}) {
      assertThatThrownBy(() -> AnswerSigner.with(key))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("private EC key on P-256")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void keysThatCannotBeReadAreSaidSo() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.json"), "s3cret");

    assertThatThrownBy(() -> new AnswerVerifier(broken).verify(signed()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("broken.json cannot be read as a JWKS")
        .hasMessageNotContaining("s3cret");
  }
}
