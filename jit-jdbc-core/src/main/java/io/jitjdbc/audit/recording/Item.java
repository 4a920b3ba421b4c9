package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.FrameType;
import java.util.List;

/** What goes into the log, in one frame or several. */
final class Item {
  private final String session;
  private final FrameType type;
  private final List<Piece> pieces;
  private final boolean last;

  /**
   * @param last whether the session has nothing more to say
   */
  Item(String session, FrameType type, List<Piece> pieces, boolean last) {
    this.session = session;
    this.type = type;
    this.pieces = List.copyOf(pieces);
    this.last = last;
  }

  String session() {
    return session;
  }

  FrameType type() {
    return type;
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isLast() {
    return last;
  }
}
