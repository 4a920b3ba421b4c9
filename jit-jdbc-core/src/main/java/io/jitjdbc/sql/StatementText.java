package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Digests;

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
    return Digests.of(text);
  }
}
