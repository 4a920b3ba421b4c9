package io.jitjdbc.audit.jsonl;

import java.io.IOException;

/** Where whole lines go. Used by one thread at a time. */
interface Lines {

  /**
   * Keeps whole lines for good before it returns. After a failure it can be called again.
   *
   * @throws IOException whose message says what and why, if any of it may not have been kept
   */
  void append(byte[] lines) throws IOException;

  /** Lets go of what is open; the next append opens it again. */
  void close();
}
