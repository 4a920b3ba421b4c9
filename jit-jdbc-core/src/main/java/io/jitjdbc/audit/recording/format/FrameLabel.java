package io.jitjdbc.audit.recording.format;

import java.nio.ByteBuffer;

/**
 * What a frame says of its payload.
 *
 * @param sequence which one of the log's it is, from 1
 * @param time milliseconds since the epoch
 * @param session the session's number in this log; 0 for none
 * @param continued whether what it holds goes on in the next frame
 */
public record FrameLabel(FrameType type, long sequence, long time, int session, boolean continued) {

  void write(ByteBuffer bytes, int length, int flags) {
    bytes.putInt(length).put((byte) type.code()).put((byte) flags);
    bytes.putLong(sequence).putLong(time).putInt(session);
  }

  /** The frame's header for a payload of that length. */
  byte[] header(int length, int flags) {
    ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER);
    write(bytes, length, flags);
    return bytes.array();
  }
}
