package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over one frame's payload. The nonce is the segment's salt and the frame's sequence:
 * one key is used by one writer for one segment, so no nonce comes twice. What is encrypted is
 * bound to its segment and to the frame's header. Used by one thread at a time.
 */
public final class FrameCipher {
  private static final int TAG_BITS = 128;
  static final int TAG_BYTES = TAG_BITS / Byte.SIZE;

  private final SecretKey key;
  private final SegmentHeader segment;
  private final Cipher cipher;

  /** For the frames of that segment. */
  public FrameCipher(SecretKey key, SegmentHeader segment) {
    this.key = key;
    this.segment = segment;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES/GCM", e);
    }
  }

  byte[] encrypt(byte[] frameHeader, long sequence, byte[] plain) {
    try {
      start(Cipher.ENCRYPT_MODE, frameHeader, sequence);
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame cannot be encrypted", e);
    }
  }

  byte[] decrypt(Frame frame) throws MalformedLogException {
    try {
      start(Cipher.DECRYPT_MODE, frame.header(), frame.sequence());
      return cipher.doFinal(frame.payload());
    } catch (GeneralSecurityException e) {
      throw new MalformedLogException("the frame does not open with the segment's key", e);
    }
  }

  private void start(int mode, byte[] frameHeader, long sequence) throws GeneralSecurityException {
    ByteBuffer nonce = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
    nonce.putInt(segment.key().salt()).putLong(sequence);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
    ByteBuffer place = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
    place.putLong(segment.log().getMostSignificantBits());
    place.putLong(segment.log().getLeastSignificantBits()).putInt(segment.segment());
    cipher.updateAAD(place.array());
    cipher.updateAAD(frameHeader);
  }
}
