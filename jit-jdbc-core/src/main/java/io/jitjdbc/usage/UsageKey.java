package io.jitjdbc.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What is counted together. A key counts one sort of thing, rows or distinct values: both under one
 * key would use up the same limit.
 *
 * @param subject key of the subject who reads
 * @param budget the policy's id of the limit
 * @param target the database
 */
public record UsageKey(String subject, String budget, String target) {
  public UsageKey {
    requireNonNull(subject);
    requireNonNull(budget);
    requireNonNull(target);
  }

  /** SHA-256 in hexadecimal: equal for equal keys, different for different ones. */
  public String digest() {
    MessageDigest sha256 = sha256();
    for (String part : List.of(subject, budget, target)) {
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
