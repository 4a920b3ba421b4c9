package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.FrameType;

/** What goes into the log, in one frame or several. Its payload is not changed by anybody. */
final class Item {
  private final String session;
  private final FrameType type;
  private final byte[] payload;
  private final boolean last;

  /**
   * @param last whether the session has nothing more to say
   */
  Item(String session, FrameType type, byte[] payload, boolean last) {
    this.session = session;
    this.type = type;
    this.payload = payload;
    this.last = last;
  }

  String session() {
    return session;
  }

  FrameType type() {
    return type;
  }

  byte[] payload() {
    return payload;
  }

  boolean isLast() {
    return last;
  }
}
