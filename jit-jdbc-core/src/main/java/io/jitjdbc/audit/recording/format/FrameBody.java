package io.jitjdbc.audit.recording.format;

/**
 * A frame's payload on its way into a log: as it is, or compressed. Cannot be changed, as nobody
 * changes the bytes that it was made of.
 */
public final class FrameBody {
  private final byte[] bytes;
  private final boolean compressed;

  private FrameBody(byte[] bytes, boolean compressed) {
    if (bytes.length > Frame.MOST_PAYLOAD) {
      throw new IllegalArgumentException("a frame holds less than " + bytes.length + " bytes");
    }
    this.bytes = bytes;
    this.compressed = compressed;
  }

  /**
   * As it is.
   *
   * @param payload {@link Frame#MOST_PAYLOAD} bytes at most
   */
  public static FrameBody plain(byte[] payload) {
    return new FrameBody(payload, false);
  }

  static FrameBody compressed(byte[] bytes) {
    return new FrameBody(bytes, true);
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isCompressed() {
    return compressed;
  }
}
