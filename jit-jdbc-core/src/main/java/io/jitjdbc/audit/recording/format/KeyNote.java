package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;

/**
 * What a header says of the segment's key.
 *
 * @param digest SHA-256 of the file that holds the wrapped key, as base64url; empty if there is
 *     none
 * @param salt the first four bytes of every nonce
 */
public record KeyNote(String digest, int salt) {
  /** Nothing is encrypted. */
  public static final KeyNote NONE = new KeyNote("", 0);

  private static final int DIGEST_LENGTH = 32;

  /** Whether secret frames are encrypted. */
  public boolean isEncrypted() {
    return !digest.isEmpty();
  }

  void write(ByteBuffer bytes) {
    bytes.put(isEncrypted() ? Checksums.bytes(digest) : new byte[DIGEST_LENGTH]).putInt(salt);
    bytes.put((byte) (isEncrypted() ? 1 : 0));
  }

  static KeyNote read(ByteBuffer bytes) throws MalformedLogException {
    byte[] digest = new byte[DIGEST_LENGTH];
    bytes.get(digest);
    int salt = bytes.getInt();
    return switch (bytes.get()) {
      case 0 -> NONE;
      case 1 -> new KeyNote(Checksums.text(digest), salt);
      default -> throw new MalformedLogException("its way of encryption is not known");
    };
  }
}
