package io.jitjdbc.policy.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.PolicySigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes for a signed policy, and what does not. */
class BundleVerifierTest {
  @TempDir Path folder;
  private Bundles bundles;
  private PolicyDecisionPoint point;

  @BeforeEach
  void open() throws IOException {
    bundles = new Bundles(folder);
    point = bundles.point();
  }

  private void refuses(String signed, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> point.adopt(signed, Bundles.TARGET))
        .withMessageContainingAll(why)
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    assertThat(point.decide(bundles.asks("customers")).rule()).isEqualTo(SignedPolicy.NO_POLICY);
  }

  private String changed(String claim, Object value) {
    Map<String, Object> claims = bundles.claims(1);
    claims.put(claim, value);
    return bundles.signer.sign(claims);
  }

  private String without(String claim) {
    Map<String, Object> claims = bundles.claims(1);
    claims.remove(claim);
    return bundles.signer.sign(claims);
  }

  private long seconds(long fromNow) {
    return bundles.clock.instant().getEpochSecond() + fromNow;
  }

  @Test
  void refusesEveryTextInWhichABitIsFlipped() {
    long seed = 20_300_101L;
    var random = new Random(seed);
    byte[] good = bundles.signed(1).getBytes(UTF_8);
    for (int round = 0; round < 2_000; round++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(7));
      assertThatExceptionOfType(RefusedException.class)
          .as("seed %d, round %d, byte %d", seed, round, at)
          .isThrownBy(() -> point.adopt(new String(bad, UTF_8), Bundles.TARGET));
    }
  }

  @Test
  void refusesEverySpellingOfTheSignatureButOne() {
    String good = bundles.signed(1);
    String last = good.substring(0, good.length() - 1);
    long accepted =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n"
            .chars()
            .filter(
                other -> {
                  try {
                    bundles.point().adopt(last + (char) other, Bundles.TARGET);
                    return true;
                  } catch (RefusedException e) {
                    return false;
                  }
                })
            .count();

    assertThat(accepted).isEqualTo(1);
    refuses(good + '=', "not a signed policy");
    refuses(good + '\n', "not a signed policy");
    refuses(good.replaceFirst("\\.", ".\n"), "not a signed policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ".", "..", "...", "a.b.c", "bnVsbA.bnVsbA.AAAA", "e30.e30.AAAA"})
  void refusesWhatIsNoJws(String text) {
    refuses(text, "not a signed policy");
  }

  @Test
  void refusesALeaseThatBringsNone() {
    refuses("", "the lease brought none", "jit.broker=jit");
  }

  @Test
  void readsNoEndlessText() {
    refuses("a".repeat(2_000_000), "larger than 1 MiB");
  }

  @Test
  void refusesWhatNobodySigned() {
    String payload = bundles.signed(1).split("\\.", -1)[1];
    String header = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"jit-policy+jwt\"}").toString();

    refuses(header + '.' + payload + '.', "not a signed policy");
    refuses(header + '.' + payload + ".AAAA", "not a signed policy");
  }

  @Test
  void refusesASharedSecretEvenIfItIsThePublicKeysOwnText() throws Exception {
    byte[] secret = bundles.signer.key().toPublicJWK().toJSONString().getBytes(UTF_8);
    Files.writeString(
        bundles.keys(),
        new JWKSet(
                List.of(
                    bundles.signer.key().toPublicJWK(),
                    new OctetSequenceKey.Builder(secret)
                        .keyID(bundles.signer.key().getKeyID())
                        .build()))
            .toString(false));
    refuses(hmac(secret), "signed with HS256", "this connection accepts", "ES256");
  }

  private String hmac(byte[] secret) throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(BundleVerifier.TYPE)
            .keyID(bundles.signer.key().getKeyID())
            .build();
    var signed = new JWSObject(header, new Payload(bundles.claims(1)));
    signed.sign(new MACSigner(secret));
    return signed.serialize();
  }

  @Test
  void acceptsTheAlgorithmsThatAreSetAndNoOther() {
    point = bundles.point("algorithms", "PS256,ES384");

    refuses(bundles.signed(1), "signed with ES256, this connection accepts ES384, PS256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "none", "ES256,HS512", "ES256K", "EdDSA"})
  void cannotBeSetToWeakerOnes(String algorithms) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> bundles.point("algorithms", algorithms))
        .withMessageContaining("jit.policy.signed.algorithms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "policy", "jit-policy"})
  void refusesAnotherKindOfToken(String type) {
    var header =
        new JWSHeader.Builder(bundles.signer.header().build())
            .type(new JOSEObjectType(type))
            .build();
    refuses(bundles.signer.sign(header, bundles.claims(1)), "type (typ)");
    refuses(
        bundles.signer.sign(new JWSHeader(JWSAlgorithm.ES256), bundles.claims(1)), "type (typ)");
  }

  @Test
  void refusesWaysOfSigningThatItDoesNotKnow() {
    var critical =
        bundles.signer.header().criticalParams(Set.of("exp")).customParam("exp", 1).build();
    refuses(bundles.signer.sign(critical, bundles.claims(1)), "not a signed policy");
  }

  @Test
  void refusesAKeyThatItWasNotTold() {
    var stranger = new PolicySigner();
    refuses(stranger.sign(bundles.claims(1)), "no key that is trusted here", "jwks.file");
    var sameName =
        new JWSHeader.Builder(stranger.header().build())
            .keyID(bundles.signer.key().getKeyID())
            .build();
    refuses(stranger.sign(sameName, bundles.claims(1)), "no key that is trusted here");
    var bringsItsOwn = stranger.header().jwk(stranger.key().toPublicJWK()).build();
    refuses(stranger.sign(bringsItsOwn, bundles.claims(1)), "no key that is trusted here");
  }

  @Test
  void trustsAKeyByItsThumbprint() throws Exception {
    String thumbprint = bundles.signer.key().computeThumbprint().toString();
    point = bundles.point(Map.of("thumbprints", "AAAA, " + thumbprint));
    var header = bundles.signer.header().jwk(bundles.signer.key().toPublicJWK()).build();

    refuses(bundles.signed(1), "no key that is trusted here");
    var stranger = new PolicySigner();
    var strangers = stranger.header().jwk(stranger.key().toPublicJWK()).build();
    refuses(stranger.sign(strangers, bundles.claims(1)), "no key that is trusted here");
    var lying = stranger.header().jwk(bundles.signer.key().toPublicJWK()).build();
    refuses(stranger.sign(lying, bundles.claims(1)), "no key that is trusted here");
    assertThatCode(
            () -> point.adopt(bundles.signer.sign(header, bundles.claims(1)), Bundles.TARGET))
        .doesNotThrowAnyException();
  }

  @Test
  void followsTheKeysInTheFile() throws Exception {
    var next = new PolicySigner();
    refuses(next.sign(bundles.claims(1)), "no key that is trusted here");
    Files.writeString(bundles.keys(), next.keySet());

    refuses(bundles.signed(1), "no key that is trusted here");
    assertThatCode(() -> point.adopt(next.sign(bundles.claims(1)), Bundles.TARGET))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"keys\":[null]}", "{\"keys\":7}"})
  void saysThatTheKeysCannotBeRead(String text) throws IOException {
    Files.writeString(bundles.keys(), text);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> point.adopt(bundles.signed(1), Bundles.TARGET))
        .withMessageContainingAll("not a key set", "jit.policy.signed.jwks.file")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Test
  void saysThatTheKeysAreNotThere() throws IOException {
    Files.delete(bundles.keys());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> point.adopt(bundles.signed(1), Bundles.TARGET))
        .withMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "iss,    it has no iss",
    "aud,    it is for",
    "iat,    it has no iat",
    "exp,    it has no exp",
    "serial, it has no serial number",
    "policy, it has no policy"
  })
  void refusesOneThatLacksAClaim(String claim, String why) {
    refuses(without(claim), why);
  }

  @Test
  void refusesOneWithClaimsThatMakeNoSense() {
    refuses(changed("serial", 0), "serial number from 1");
    refuses(changed("serial", -1), "serial number from 1");
    refuses(changed("serial", 1.5), "serial number from 1");
    refuses(changed("serial", "2"), "serial number from 1");
    refuses(changed("policy", ""), "policy");
    refuses(changed("policy", Map.of("version", 1)), "policy");
    refuses(changed("exp", "tomorrow"), "claims of the right types");
    refuses(changed("iss", "https://other.example"), "https://other.example", PolicySigner.ISSUER);
  }

  @Test
  void refusesOneForAnotherTarget() {
    refuses(changed("aud", Bundles.OTHER), "it is for " + Bundles.OTHER, Bundles.TARGET);
    refuses(changed("aud", List.of()), "it is for");
    refuses(changed("aud", Bundles.TARGET.toUpperCase(Locale.ROOT)), "it is for");
    refuses(changed("aud", "*"), "it is for");
  }

  @Test
  void refusesOneThatIsOverOrNotYetGood() {
    refuses(changed("exp", seconds(-60)), "it expired at " + Instant.ofEpochSecond(seconds(-60)));
    refuses(changed("nbf", seconds(61)), "not good before");
  }

  @Test
  void allowsForClocksThatAreApart() {
    assertThatCode(
            () -> {
              point.adopt(changed("exp", seconds(-59)), Bundles.TARGET);
              bundles.point().adopt(changed("nbf", seconds(60)), Bundles.TARGET);
              bundles.point().adopt(changed("iat", seconds(600)), Bundles.TARGET);
              bundles
                  .point("clock-skew", "15m")
                  .adopt(changed("exp", seconds(-600)), Bundles.TARGET);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void needsAnIssuerAndKeys() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> bundles.point(Map.of()))
        .withMessageContaining("thumbprints");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () ->
                new SignedPolicyProvider()
                    .create(SettingValues.of("jit.policy.signed.", Map.of("jwks.file", "x"))))
        .withMessageContaining("jit.policy.signed.issuer is required");
  }
}
