package io.jitjdbc.approval;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Ids that a person can read out and type: eight characters of Crockford's base 32, which has no
 * letter that looks like a digit. Forty random bits cannot be found by trying, yet two requests may
 * meet by chance: a service that is offered an id in use draws another one.
 */
public final class RequestId {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 8;

  private RequestId() {}

  /** A new one, from a cryptographically strong source. */
  public static String random() {
    var random = new SecureRandom();
    var id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** What a person meant who typed an id: case, dashes, spaces and look-alikes do not matter. */
  public static String read(String typed) {
    return typed
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('o', '0')
        .replaceAll("[il]", "1");
  }
}
