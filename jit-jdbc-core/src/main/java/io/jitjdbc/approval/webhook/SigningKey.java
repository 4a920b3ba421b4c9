package io.jitjdbc.approval.webhook;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key that both ends know. Never shown. */
final class SigningKey {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private SigningKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Reads it as Standard Webhooks writes it.
   *
   * @throws IllegalArgumentException if it is none; does not quote it
   */
  static SigningKey parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw unreadable();
    }
    byte[] key = decoded(text.substring(PREFIX.length()));
    if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
      throw unreadable();
    }
    return new SigningKey(key);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes a character.
      throw unreadable();
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("expected is whsec_ and the base64 of 24 to 64 bytes");
  }

  byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "key ***";
  }
}
