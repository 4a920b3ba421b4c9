package io.jitjdbc.credential.table;

import java.util.Locale;

/** Where a row stands, and what its {@code due} is the time for. */
enum LeaseState {
  /** The key is taken; free again when it is due. */
  RESERVED,
  /** The lease goes on; over when it is due. */
  LIVING,
  /** The login may be alive; handed out when it is due. */
  OVER,
  /** The login is gone; forgotten when it is due. */
  ENDED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
