package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;

/**
 * One frame as it is stored: a header of 26 bytes, the payload, and a CRC-32C over both. All
 * integers are big-endian.
 *
 * <pre>length u32 | type u8 | flags u8 | sequence u64 | time u64 | session u32 | payload | crc u32
 * </pre>
 *
 * <p>Cannot be changed, as nobody changes the buffer that it was made of.
 */
public final class Frame {
  /** The most bytes of payload, before compression and encryption. */
  public static final int MOST_PAYLOAD = 64 * 1024;

  /** Flag: the payload is compressed by DEFLATE. */
  static final int COMPRESSED = 1;

  /** Flag: the payload, compressed or not, is encrypted. */
  static final int ENCRYPTED = 2;

  /** Flag: what it holds goes on in the next frame. */
  static final int CONTINUED = 4;

  static final int HEADER = 26;

  /** Where an encrypted payload may be longer than what is in it. */
  static final int SLACK = 64;

  private static final int OVERHEAD = HEADER + Integer.BYTES;

  private final ByteBuffer stored;

  private Frame(ByteBuffer stored) {
    this.stored = stored;
  }

  /** Puts one together, whose payload is as it is to be stored. */
  static Frame of(FrameLabel label, int flags, byte[] payload) {
    ByteBuffer bytes = ByteBuffer.allocate(OVERHEAD + payload.length);
    label.write(bytes, payload.length, flags);
    bytes.put(payload);
    bytes.putInt(Checksums.crc(bytes.slice(0, bytes.position())));
    return new Frame(bytes.flip());
  }

  /**
   * The frame that begins where the bytes stand, and moves them behind it.
   *
   * @throws MalformedLogException if there is none, or not the whole of it
   */
  public static Frame next(ByteBuffer bytes) throws MalformedLogException {
    int length = lengthAt(bytes);
    if (bytes.remaining() < length) {
      throw new MalformedLogException("the file ends inside a frame");
    }
    ByteBuffer stored = bytes.slice(bytes.position(), length);
    ByteBuffer summed = stored.slice(0, length - Integer.BYTES);
    if (Checksums.crc(summed) != stored.getInt(length - Integer.BYTES)) {
      throw new MalformedLogException("the frame's checksum is wrong");
    }
    bytes.position(bytes.position() + length);
    return new Frame(stored);
  }

  /**
   * How many bytes the frame has that begins where the bytes stand; they have four at least.
   *
   * @throws MalformedLogException if no frame is that long
   */
  public static int lengthAt(ByteBuffer bytes) throws MalformedLogException {
    if (bytes.remaining() < Integer.BYTES) {
      throw new MalformedLogException("the file ends inside a frame");
    }
    int payload = bytes.getInt(bytes.position());
    if (payload < 0 || payload > MOST_PAYLOAD + SLACK) {
      throw new MalformedLogException("no frame has this length");
    }
    return OVERHEAD + payload;
  }

  /** Its bytes, from the first to the last. */
  public ByteBuffer stored() {
    return stored.asReadOnlyBuffer().rewind();
  }

  public int length() {
    return stored.limit();
  }

  public int typeCode() {
    return stored.get(4) & 0xff;
  }

  int flags() {
    return stored.get(5) & 0xff;
  }

  /** Whether what it holds goes on in the next frame. */
  public boolean isContinued() {
    return (flags() & CONTINUED) != 0;
  }

  /** Whether it takes a key to read it. */
  public boolean isEncrypted() {
    return (flags() & ENCRYPTED) != 0;
  }

  /** Which one of the log's it is, from 1, through all its segments. */
  public long sequence() {
    return stored.getLong(6);
  }

  /** Milliseconds since the epoch at which it was written. */
  public long time() {
    return stored.getLong(14);
  }

  /** The session's number in this log; 0 for what belongs to none. */
  public int session() {
    return stored.getInt(22);
  }

  /** All before the payload: what encryption binds the payload to. */
  byte[] header() {
    byte[] header = new byte[HEADER];
    stored.get(0, header);
    return header;
  }

  byte[] payload() {
    byte[] payload = new byte[length() - OVERHEAD];
    stored.get(HEADER, payload);
    return payload;
  }
}
