package io.jitjdbc.masking.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** FF1 of NIST SP 800-38G, by Bouncy Castle, which may be missing. Thread-safe. */
final class Ff1 {
  private static final String HMAC = "HmacSHA256";

  private final KeyParameter key;

  /** With an AES key of 16, 24 or 32 bytes. */
  Ff1(byte[] key) {
    this.key = new KeyParameter(key);
  }

  /** With an AES key made out of a secret of any length, which is then good for nothing else. */
  static Ff1 derived(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return new Ff1(mac.doFinal("jit-jdbc mask function fpe".getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + HMAC, e);
    }
  }

  /** Replaces each of the digits, which are from 0 to the radix less one. */
  byte[] encrypt(byte[] digits, int radix, byte[] tweak) {
    var engine = new FPEFF1Engine();
    engine.init(true, new FPEParameters(key, radix, tweak));
    byte[] encrypted = new byte[digits.length];
    engine.processBlock(digits, 0, digits.length, encrypted, 0);
    return encrypted;
  }
}
