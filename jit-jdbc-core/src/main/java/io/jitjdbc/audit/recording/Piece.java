package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.Compressor;
import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.FrameBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of a payload as goes into one frame. */
final class Piece {
  private final FrameBody body;
  private final boolean continued;

  private Piece(FrameBody body, boolean continued) {
    this.body = body;
    this.continued = continued;
  }

  /** All pieces of a payload, of which there is one at least. */
  static List<Piece> of(byte[] payload, Compressor compressor) {
    if (payload.length <= Frame.MOST_PAYLOAD) {
      return List.of(new Piece(compressor.body(payload), false));
    }
    var pieces = new ArrayList<Piece>();
    for (int from = 0; from < payload.length; from += Frame.MOST_PAYLOAD) {
      int to = Math.min(from + Frame.MOST_PAYLOAD, payload.length);
      FrameBody body = compressor.body(Arrays.copyOfRange(payload, from, to));
      pieces.add(new Piece(body, to < payload.length));
    }
    return pieces;
  }

  /** One that is all of a payload, and short. */
  static Piece whole(byte[] payload) {
    return new Piece(FrameBody.plain(payload), false);
  }

  FrameBody body() {
    return body;
  }

  boolean isContinued() {
    return continued;
  }
}
