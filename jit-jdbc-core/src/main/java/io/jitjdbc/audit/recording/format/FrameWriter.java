package io.jitjdbc.audit.recording.format;

import org.jspecify.annotations.Nullable;

/** Makes frames of one segment, encrypted where there is a key. Used by one thread at a time. */
public final class FrameWriter {
  /** Null where there is no key. */
  private final @Nullable FrameCipher cipher;

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

  /** A frame. */
  public Frame frame(FrameLabel label, FrameBody body) {
    int flags = label.continued() ? Frame.CONTINUED : 0;
    flags |= body.isCompressed() ? Frame.COMPRESSED : 0;
    if (cipher == null || !label.type().isSecret()) {
      return Frame.of(label, flags, body.bytes());
    }
    flags |= Frame.ENCRYPTED;
    byte[] header = label.header(body.bytes().length + FrameCipher.TAG_BYTES, flags);
    return Frame.of(label, flags, cipher.encrypt(header, label.sequence(), body.bytes()));
  }
}
