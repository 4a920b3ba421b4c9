package io.jitjdbc.credential.mint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What MariaDB keeps of a password for {@code mysql_native_password}, computed here so that the
 * password itself is in no statement, log or replication. SHA-1 is the server's choice; a random
 * password of 160 bits is not guessed from it.
 */
final class NativePasswordHash {
  private NativePasswordHash() {}

  static String of(String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] once = sha1.digest(password.getBytes(StandardCharsets.US_ASCII));
      return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
    } catch (NoSuchAlgorithmException e) {
      // Every Java runtime must have it.
      throw new IllegalStateException(e);
    }
  }
}
