package io.jitjdbc.audit.recording.format;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Makes frames of one segment: compresses, then encrypts. Used by one thread at a time. */
public final class FrameWriter implements AutoCloseable {
  private static final int WORTH_COMPRESSING = 256;

  /** Null where there is no key. */
  private final @Nullable FrameCipher cipher;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] buffer = new byte[Frame.MOST_PAYLOAD];

  private FrameWriter(@Nullable FrameCipher cipher) {
    this.cipher = cipher;
  }

  /** One without a key. */
  public static FrameWriter plain() {
    return new FrameWriter(null);
  }

  /** One that writes what is secret with that. */
  public static FrameWriter with(FrameCipher cipher) {
    return new FrameWriter(cipher);
  }

  /**
   * A frame.
   *
   * @param payload {@link Frame#MOST_PAYLOAD} bytes at most
   */
  public Frame frame(FrameLabel label, byte[] payload) {
    if (payload.length > Frame.MOST_PAYLOAD) {
      throw new IllegalArgumentException("a frame holds less than " + payload.length + " bytes");
    }
    int flags = label.continued() ? Frame.CONTINUED : 0;
    byte[] body = payload;
    if (payload.length >= WORTH_COMPRESSING) {
      body = compressed(payload);
      flags |= body.length < payload.length ? Frame.COMPRESSED : 0;
    }
    if (cipher == null || !label.type().isSecret()) {
      return Frame.of(label, flags, body);
    }
    flags |= Frame.ENCRYPTED;
    byte[] header = label.header(body.length + FrameCipher.TAG_BYTES, flags);
    return Frame.of(label, flags, cipher.encrypt(header, label.sequence(), body));
  }

  /** The same bytes, if they do not get fewer. */
  private byte[] compressed(byte[] payload) {
    deflater.reset();
    deflater.setInput(payload);
    deflater.finish();
    var out = new ByteArrayOutputStream(payload.length / 2);
    while (!deflater.finished() && out.size() < payload.length) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    return deflater.finished() && out.size() < payload.length ? out.toByteArray() : payload;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
