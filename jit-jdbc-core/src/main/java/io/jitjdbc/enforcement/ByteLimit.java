package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Obligation.LimitResult;
import java.util.Optional;
import java.util.function.Supplier;

/** How many bytes one result hands out before somebody must be asked. */
final class ByteLimit implements Meter {
  private final Supplier<Optional<LimitResult>> limit;
  private long spent;
  private boolean waived;
  private boolean closed;

  /**
   * A limit that an approval replaces by another.
   *
   * @param limit the one that holds now; empty if none does any more
   */
  ByteLimit(Supplier<Optional<LimitResult>> limit) {
    this.limit = limit;
  }

  @Override
  public synchronized boolean holdsAnyRow() {
    return waived || limit.get().isEmpty();
  }

  @Override
  public boolean reserve(CountedRow row) throws RefusedException {
    return holdsAnyRow() || fits(row.bytes());
  }

  private synchronized boolean fits(long more) {
    // In this order nothing overflows.
    return limit.get().filter(one -> more > one.most() - spent).isEmpty();
  }

  @Override
  public synchronized boolean spend(CountedRow row) throws RefusedException {
    if (holdsAnyRow()) {
      return !closed;
    }
    long more = row.bytes();
    boolean fits = fits(more);
    spent += fits ? more : 0;
    return fits && !closed;
  }

  @Override
  public Excess excess() {
    return Excess.of(limit.get().orElseThrow());
  }

  @Override
  public Excess uncounted(String why) {
    return Excess.uncounted(limit.get().orElseThrow(), why);
  }

  /** The limit that holds now is asked for each time. */
  @Override
  public void lift() {}

  @Override
  public synchronized void waive() {
    waived = true;
  }

  /** Nobody else counts these. */
  @Override
  public void giveBack() {}

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }
}
