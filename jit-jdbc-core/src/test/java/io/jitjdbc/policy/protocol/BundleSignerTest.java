package io.jitjdbc.policy.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.protocol.BundleSigner.Validity;
import io.jitjdbc.policy.signed.SignedPolicyProvider;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a control plane signs, drivers take; nothing else of it. */
class BundleSignerTest {
  private static final String ISSUER = "https://control.example";
  private static final String TARGET = "jdbc:postgresql://db/shop";
  private static final String POLICY =
      """
      version: 1
      rules:
        - {id: a, who: {groups: [dba]}, actions: [read], resources: ["*.orders"], effect: permit}
      """;

  @TempDir Path folder;

  private static JWK key(String kind) throws Exception {
    return switch (kind) {
      case "P-256" -> new ECKeyGenerator(Curve.P_256).keyID("one").generate();
      case "P-384" -> new ECKeyGenerator(Curve.P_384).generate();
      case "P-521" -> new ECKeyGenerator(Curve.P_521).generate();
      default -> new RSAKeyGenerator(2048).keyID("rsa").generate();
    };
  }

  private static Validity now() {
    Instant now = Instant.now();
    return new Validity(now, now.plus(Duration.ofMinutes(20)));
  }

  private static PolicyDecisionPoint trusting(Map<String, String> trust) {
    var settings = new HashMap<>(trust);
    settings.put("issuer", ISSUER);
    return new SignedPolicyProvider().create(SettingValues.of("jit.policy.signed.", settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521", "RSA"})
  void driversThatPinItsThumbprintTakeWhatItSigns(String kind) throws Exception {
    BundleSigner signer = BundleSigner.of(ISSUER, key(kind).toJSONString());
    PolicyDecisionPoint driver = trusting(Map.of("thumbprints", signer.thumbprint()));

    driver.adopt(signer.sign(TARGET, 1, POLICY, now()), TARGET);

    assertThat(driver.version()).isNotEqualTo("no-policy");
  }

  @Test
  void driversThatHaveItsPublicKeyInAFileTakeWhatItSigns() throws Exception {
    BundleSigner signer = BundleSigner.of(ISSUER, key("P-256").toJSONString());
    Path keys =
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[" + signer.publicKey() + "]}");
    PolicyDecisionPoint driver = trusting(Map.of("jwks.file", keys.toString()));

    driver.adopt(signer.sign(TARGET, 7, POLICY, now()), TARGET);

    assertThat(driver.version()).isNotEqualTo("no-policy");
  }

  @Test
  void anotherDatabaseDoesNotTakeIt() throws Exception {
    BundleSigner signer = BundleSigner.of(ISSUER, key("P-256").toJSONString());
    PolicyDecisionPoint driver = trusting(Map.of("thumbprints", signer.thumbprint()));
    String signed = signer.sign(TARGET, 1, POLICY, now());

    assertThat(catchThrowable(() -> driver.adopt(signed, TARGET + "2")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not for " + TARGET + "2");
  }

  @Test
  void aKeyThatCannotSignIsRefusedWithoutQuotingIt() throws Exception {
    JWK key = key("P-256");
    String secret = new OctetSequenceKey.Builder(new byte[32]).build().toJSONString();

    for (String bad : new String[] {"", "{}", key.toPublicJWK().toJSONString(), secret}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BundleSigner.of(ISSUER, bad))
          .withMessageContaining("private EC or RSA key")
          .withMessageNotContaining("AAAA")
          .withNoCause();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> BundleSigner.of(" ", key.toJSONString()));
  }

  @Test
  void showsNoPrivateKey() throws Exception {
    JWK key = key("P-256");
    BundleSigner signer = BundleSigner.of(ISSUER, key.toJSONString());

    assertThat(signer.toString() + signer.publicKey() + signer.sign(TARGET, 1, POLICY, now()))
        .doesNotContain(key.toECKey().getD().toString());
    assertThat(signer.publicKey()).doesNotContain("\"d\"");
  }

  @Test
  void refusesWhatNoDriverWouldTake() throws Exception {
    BundleSigner signer = BundleSigner.of(ISSUER, key("P-256").toJSONString());
    Instant now = Instant.now();

    assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(TARGET, 0, POLICY, now()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Validity(now, now));
  }
}
