package io.jitjdbc.credential.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against the exchange that RFC 7677 prints in its section 3. */
class ScramVerifierTest {
  private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String EXCHANGE =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + NONCE + ",s=" + SALT + ",i=4096,c=biws,r=" + NONCE;
  private static final String CLIENT_PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SERVER_SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
  private static final Pattern FORM =
      Pattern.compile("SCRAM-SHA-256\\$4096:([^$]+)\\$([^:]+):(.+)");

  private static Matcher parts(String verifier) {
    Matcher matcher = FORM.matcher(verifier);
    assertThat(matcher.matches()).isTrue();
    return matcher;
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static byte[] signed(String key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(decoded(key), "HmacSHA256"));
    return mac.doFinal(EXCHANGE.getBytes(US_ASCII));
  }

  @Test
  void acceptsTheClientOfTheStandard() throws Exception {
    String storedKey = parts(ScramVerifier.of("pencil", decoded(SALT))).group(2);
    byte[] clientKey = signed(storedKey);
    byte[] proof = decoded(CLIENT_PROOF);
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey))
        .isEqualTo(decoded(storedKey));
  }

  @Test
  void answersAsTheServerOfTheStandard() throws Exception {
    Matcher parts = parts(ScramVerifier.of("pencil", decoded(SALT)));
    assertThat(parts.group(1)).isEqualTo(SALT);
    assertThat(signed(parts.group(3))).isEqualTo(decoded(SERVER_SIGNATURE));
  }

  @Test
  void isAnotherOneEachTime() {
    String one = ScramVerifier.of("pencil");
    String two = ScramVerifier.of("pencil");
    assertThat(parts(one).group(1)).isNotEqualTo(parts(two).group(1));
    assertThat(parts(one).group(2)).isNotEqualTo(parts(two).group(2));
    assertThat(one).doesNotContain("pencil");
  }
}
