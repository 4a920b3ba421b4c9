package io.jitjdbc.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256: of texts in hexadecimal, lower case, over UTF-8. */
public final class Digests {
  private Digests() {}

  /** Of one text. */
  public static String of(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(UTF_8)));
  }

  /** As it is, for those who spell it otherwise. */
  public static byte[] sha256(byte[] bytes) {
    return sha256().digest(bytes);
  }

  /** Of several parts in their order: equal for equal parts, different for different ones. */
  public static String of(List<String> parts) {
    MessageDigest sha256 = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      // The length goes first, or the end of one part could pass for the start of the next.
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
