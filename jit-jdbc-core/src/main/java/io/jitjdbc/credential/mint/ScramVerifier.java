package io.jitjdbc.credential.mint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL keeps of a password (RFC 5802, RFC 7677), computed here so that the password
 * itself never reaches the server, its logs or its statistics. Whoever reads a verifier cannot log
 * in with it. For passwords of ASCII alone, which need no preparation.
 */
final class ScramVerifier {
  private static final int ITERATIONS = 4096;
  private static final int SALT_BYTES = 16;

  private ScramVerifier() {}

  static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return of(password, salt);
  }

  /** As {@code pg_authid.rolpassword} holds it. */
  static String of(String password, byte[] salt) {
    try {
      byte[] salted = salted(password, salt);
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(keyed(salted, "Client Key"));
      byte[] serverKey = keyed(salted, "Server Key");
      return "SCRAM-SHA-256$"
          + ITERATIONS
          + ":"
          + base64(salt)
          + "$"
          + base64(storedKey)
          + ":"
          + base64(serverKey);
    } catch (GeneralSecurityException e) {
      // Every Java runtime must have SHA-256, HMAC-SHA-256; all have PBKDF2 with it.
      throw new IllegalStateException(e);
    }
  }

  private static byte[] salted(String password, byte[] salt) throws GeneralSecurityException {
    var spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte[] keyed(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
