package io.jitjdbc.credential.mint;

import java.security.SecureRandom;

/** Unguessable text in letters that need no quoting anywhere. */
final class RandomWords {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private RandomWords() {}

  /** 160 bits. */
  static String password() {
    return ofLength(32);
  }

  /** Five bits a letter. */
  static String ofLength(int length) {
    return new SecureRandom()
        .ints(length, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (text, index) -> text.append(LETTERS.charAt(index)),
            StringBuilder::append)
        .toString();
  }
}
