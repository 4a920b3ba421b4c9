package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import org.jspecify.annotations.Nullable;

/**
 * What one result takes from one budget. A result is read by one thread at a time, but another may
 * close it: what was given back is not spent, and nothing is taken once it is closed. No lock is
 * held while the ledger is asked.
 */
final class Budget {
  private static final long LARGEST_BLOCK = 100;

  /** No result keeps more than so much of a budget from the subject's other statements. */
  private static final long PART = 20;

  private final LimitUsage obligation;
  private final UsageKey key;
  private final UsageLedger ledger;
  private UsageLimit limit;
  // Most results are short: blocks grow with what was read.
  private long block = 1;
  private @Nullable Reservation reservation;
  private long left;
  private boolean waived;
  private boolean closed;

  Budget(LimitUsage obligation, UsageKey key, UsageLedger ledger) {
    this.obligation = obligation;
    this.key = key;
    this.ledger = ledger;
    this.limit = obligation.limit();
  }

  LimitUsage obligation() {
    return obligation;
  }

  /** Whether a row is reserved that was not spent. */
  synchronized boolean holdsRow() {
    return left > 0 || waived;
  }

  /**
   * Reserves a row, unless one is.
   *
   * @return false if nothing is left
   * @throws RefusedException if the ledger cannot be asked
   */
  boolean reserve() throws RefusedException {
    return holdsRow() || keep(ledger.reserve(key, limit, block));
  }

  private boolean keep(Reservation reserved) {
    synchronized (this) {
      if (!closed) {
        reservation = reserved;
        left = reserved.granted();
        block = Math.min(2 * block, largest());
        return left > 0;
      }
    }
    ledger.giveBack(reserved, reserved.granted());
    return false;
  }

  private long largest() {
    return Math.max(1, Math.min(LARGEST_BLOCK, obligation.limit().most() / PART));
  }

  /** False if the result was closed meanwhile: its row may not be handed out. */
  synchronized boolean spend() {
    if (left > 0) {
      left--;
      return true;
    }
    return waived;
  }

  /** From here on, rows are counted and never refused. */
  void lift() {
    limit = limit.lifted();
  }

  /** From here on, rows are not even counted. */
  synchronized void waive() {
    waived = true;
  }

  /** Gives back what is reserved and not spent; reading on reserves anew. */
  void giveBack() {
    Reservation reserved;
    long unread;
    synchronized (this) {
      reserved = reservation;
      unread = left;
      left = 0;
    }
    if (unread > 0 && reserved != null) {
      ledger.giveBack(reserved, unread);
    }
  }

  void close() {
    synchronized (this) {
      closed = true;
      waived = false;
    }
    giveBack();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
