package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.evidence.SignedYes;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a message's buttons are known by: nobody can guess it, and it says which request the message
 * shows, however that is kept later.
 */
final class Nonce {
  private static final int RANDOM_BYTES = 16;
  private static final int DIGEST_CHARACTERS = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonce() {}

  static String of(AccessRequest request) {
    var bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes) + end(request);
  }

  /** Whether a message with that one shows exactly this request. */
  static boolean isOf(AccessRequest request, String nonce) {
    return nonce.endsWith(end(request));
  }

  private static String end(AccessRequest request) {
    return SignedYes.digest(request).substring(0, DIGEST_CHARACTERS);
  }
}
