package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.Permission;

/** Looks from time to time whether what people approved was taken back. For one result set. */
final class Standing {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final Permission permission;
  private long looked = System.nanoTime();

  Standing(Permission permission) {
    this.permission = permission;
  }

  /**
   * Does nothing if it has looked within the last second.
   *
   * @throws RefusedException if the approval was revoked
   */
  void require() throws RefusedException {
    long now = System.nanoTime();
    if (now - looked >= EVERY_NANOS) {
      permission.requireApproved();
      looked = now;
    }
  }
}
