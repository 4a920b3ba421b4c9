package io.jitjdbc.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A statement as it may be shown and recorded.
 *
 * @param redacted the text with every literal replaced by {@code ?}
 * @param digest SHA-256 of the exact text, in hex
 */
public record StatementText(String redacted, String digest) {
  public StatementText {
    requireNonNull(redacted);
    requireNonNull(digest);
  }

  /** SHA-256 of a text, in hex. */
  public static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
