package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Approval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An eye on the approvals of one execution while the database is at work on it. Thread-safe.
 *
 * <p><b>Does not protect against</b> what the database has done until it heard of the end.
 */
public final class RevocationWatch implements AutoCloseable {
  private static final Duration LONGEST_CANCEL = Duration.ofSeconds(1);

  private final ApprovedRuns runs;
  private final List<Approval> approvals;
  private final Runnable cancel;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile @Nullable RefusedException revocation;

  private enum Phase {
    RUNNING,
    REVOKED,
    OVER
  }

  RevocationWatch(ApprovedRuns runs, List<Approval> approvals, Runnable cancel) {
    this.runs = runs;
    this.approvals = List.copyOf(approvals);
    this.cancel = cancel;
  }

  List<Approval> approvals() {
    return approvals;
  }

  /** Ends what runs, unless it is over. */
  void revoked(RefusedException why) {
    revocation = why;
    if (phase.compareAndSet(Phase.RUNNING, Phase.REVOKED)) {
      try {
        cancel.run();
      } finally {
        cancelled.countDown();
      }
    }
  }

  /** Why it was ended; empty if it was not. */
  public Optional<RefusedException> revocation() {
    return phase.get() == Phase.REVOKED ? Optional.ofNullable(revocation) : Optional.empty();
  }

  /**
   * The execution is over. Waits for no more than a cancellation that has begun, because one that
   * came late would end the next statement; and for that a second at most. Idempotent.
   */
  @Override
  public void close() {
    runs.over(this);
    if (!phase.compareAndSet(Phase.RUNNING, Phase.OVER) && phase.get() == Phase.REVOKED) {
      try {
        boolean unused = cancelled.await(LONGEST_CANCEL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
