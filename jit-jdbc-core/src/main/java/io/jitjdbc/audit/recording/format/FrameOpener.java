package io.jitjdbc.audit.recording.format;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads the payload of frames of one segment. Used by one thread at a time. */
public final class FrameOpener implements AutoCloseable {
  /** Null where there is no key. */
  private final @Nullable FrameCipher cipher;

  private final Inflater inflater = new Inflater(true);
  private final byte[] buffer = new byte[Frame.MOST_PAYLOAD];

  private FrameOpener(@Nullable FrameCipher cipher) {
    this.cipher = cipher;
  }

  /** One without a key. */
  public static FrameOpener plain() {
    return new FrameOpener(null);
  }

  /** One that reads what is secret with that. */
  public static FrameOpener with(FrameCipher cipher) {
    return new FrameOpener(cipher);
  }

  /** Whether it can read that frame. */
  public boolean opens(Frame frame) {
    return cipher != null || !frame.isEncrypted();
  }

  /**
   * What the frame holds.
   *
   * @throws MalformedLogException if it is not what was written
   */
  public byte[] open(Frame frame) throws MalformedLogException {
    byte[] body = frame.isEncrypted() ? decrypted(frame) : frame.payload();
    return (frame.flags() & Frame.COMPRESSED) == 0 ? body : inflated(body);
  }

  private byte[] decrypted(Frame frame) throws MalformedLogException {
    if (cipher == null) {
      throw new MalformedLogException("the frame is encrypted, and there is no key");
    }
    return cipher.decrypt(frame);
  }

  private byte[] inflated(byte[] body) throws MalformedLogException {
    inflater.reset();
    inflater.setInput(body);
    try {
      // A frame that becomes longer than any was written by somebody else.
      int length = inflater.inflate(buffer);
      if (inflater.finished()) {
        return Arrays.copyOf(buffer, length);
      }
      throw new MalformedLogException("the frame's payload is not whole");
    } catch (DataFormatException e) {
      throw new MalformedLogException("the frame's payload cannot be decompressed", e);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
