package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Logins of a database that does not answer for a while when one is to be ended. */
final class SlowLogins implements CredentialBroker {
  private final CredentialBroker logins;
  private final CountDownLatch answering;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  SlowLogins(CredentialBroker logins, CountDownLatch answering) {
    this.logins = logins;
    this.answering = answering;
  }

  /** How many waited at the same time. */
  int most() {
    return most.get();
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    return logins.lease(request);
  }

  @Override
  public void end(Lease lease) throws RefusedException {
    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
    try {
      answering.await();
    } catch (InterruptedException e) {
      throw new RefusedException(SqlState.CANCELLED, "It was interrupted.");
    } finally {
      waiting.decrementAndGet();
    }
    logins.end(lease);
  }
}
