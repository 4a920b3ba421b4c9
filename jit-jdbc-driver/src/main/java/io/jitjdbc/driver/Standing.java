package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.Permission;

/**
 * Looks whether what people approved was taken back: before the first row, because much may have
 * happened while the database was at work, and from time to time. For one result.
 */
final class Standing {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final Permission permission;
  private boolean first;
  private long looked = System.nanoTime();

  private Standing(Permission permission, boolean first) {
    this.permission = permission;
    this.first = first;
  }

  /** Of what ran until now. */
  static Standing of(Permission permission) {
    return new Standing(permission, true);
  }

  /** Of what people have approved at this moment. */
  static Standing renewed(Permission permission) {
    return new Standing(permission, false);
  }

  /** Whether it looks after this execution. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Permission execution) {
    return permission == execution;
  }

  /**
   * Does nothing if it has looked within the last second.
   *
   * @throws RefusedException if the approval was revoked
   */
  void require() throws RefusedException {
    long now = System.nanoTime();
    if (first || now - looked >= EVERY_NANOS) {
      permission.requireApproved();
      first = false;
      looked = now;
    }
  }
}
