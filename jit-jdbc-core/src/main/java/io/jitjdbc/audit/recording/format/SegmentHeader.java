package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * The first 96 bytes of a segment: which log it belongs to, which one it is, and how secret frames
 * are encrypted. It is the first leaf of the segment's Merkle tree, so that the ledger signs for it
 * too.
 *
 * @param log the log's identity, which its directory's name ends with
 * @param segment from 1
 * @param created milliseconds since the epoch
 * @param key what secret frames are encrypted with; {@link KeyNote#NONE} if they are not
 */
public record SegmentHeader(UUID log, int segment, long created, KeyNote key) {
  /** How many bytes a header has. */
  public static final int LENGTH = 96;

  private static final byte[] MAGIC = {'J', 'I', 'T', 'R', 'E', 'C', 0, 1};
  private static final short FORMAT = 1;
  private static final int CRC_AT = LENGTH - Integer.BYTES;

  /** As it is stored. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(MAGIC).putShort(FORMAT).putShort((short) 0);
    bytes.putLong(log.getMostSignificantBits()).putLong(log.getLeastSignificantBits());
    bytes.putInt(segment).putLong(created);
    key.write(bytes);
    bytes.putInt(CRC_AT, Checksums.crc(ByteBuffer.wrap(bytes.array(), 0, CRC_AT)));
    return bytes.array();
  }

  /**
   * Read back.
   *
   * @throws MalformedLogException if that is no header of a version that is known here
   */
  public static SegmentHeader parse(byte[] stored) throws MalformedLogException {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    if (stored.length != LENGTH
        || !Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedLogException("it does not begin as a segment does");
    }
    if (bytes.getInt(CRC_AT) != Checksums.crc(ByteBuffer.wrap(stored, 0, CRC_AT))) {
      throw new MalformedLogException("its header's checksum is wrong");
    }
    bytes.position(MAGIC.length);
    short format = bytes.getShort();
    if (format != FORMAT || bytes.getShort() != 0) {
      throw new MalformedLogException("its format " + format + " is not known to this version");
    }
    var log = new UUID(bytes.getLong(), bytes.getLong());
    return new SegmentHeader(log, bytes.getInt(), bytes.getLong(), KeyNote.read(bytes));
  }
}
