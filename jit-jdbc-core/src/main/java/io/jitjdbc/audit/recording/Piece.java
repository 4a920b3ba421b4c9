package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of a payload as goes into one frame. */
final class Piece {
  private final byte[] bytes;
  private final boolean continued;

  private Piece(byte[] bytes, boolean continued) {
    this.bytes = bytes;
    this.continued = continued;
  }

  /** All pieces of a payload, of which there is one at least. */
  static List<Piece> of(byte[] payload) {
    if (payload.length <= Frame.MOST_PAYLOAD) {
      return List.of(new Piece(payload, false));
    }
    var pieces = new ArrayList<Piece>();
    for (int from = 0; from < payload.length; from += Frame.MOST_PAYLOAD) {
      int to = Math.min(from + Frame.MOST_PAYLOAD, payload.length);
      pieces.add(new Piece(Arrays.copyOfRange(payload, from, to), to < payload.length));
    }
    return pieces;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isContinued() {
    return continued;
  }
}
