package io.jitjdbc.identity.source;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread's turn at fetching a token, and what came of it for those who wait. */
final class Turn {
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable PresentedToken token;
  private volatile @Nullable RefusedException refusal;

  void succeed(PresentedToken fetched) {
    token = fetched;
  }

  void fail(RefusedException e) {
    refusal = e;
  }

  void end() {
    over.countDown();
  }

  /** What came of it; empty if it was given up, so that somebody else must try. */
  Optional<PresentedToken> await(long deadline) throws RefusedException {
    try {
      if (!over.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw SignIn.impossible(
            "another connection's sign-in is not finished yet", "Finish it, and connect again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignIn.interrupted();
    }
    RefusedException failed = refusal;
    if (failed != null) {
      throw new RefusedException(failed.state(), failed.getMessage());
    }
    return Optional.ofNullable(token);
  }
}
