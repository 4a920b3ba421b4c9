package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** The digests of this format. */
public final class Checksums {
  private Checksums() {}

  /** CRC-32C, which tells a torn write from a whole one and protects against nobody. */
  static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** As ledgers write digests: base64url without padding. */
  public static String text(byte[] digest) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** The digest that {@link #text} wrote. */
  static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
