package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.Ears;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the peer: of a request while the statement waits, of changes in their order by a thread of
 * its own, for no statement depends on them.
 */
final class WebhookChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookChannel.class);
  private static final int MOST_WAITING = 256;

  private final Peer peer;
  private final WebhookHearing hearing;
  private final Places places;
  private final InstantSource clock;
  private final Duration timeout;
  private final ThreadPoolExecutor changes;

  WebhookChannel(Peer peer, WebhookHearing hearing, InstantSource clock, Duration timeout) {
    this.peer = peer;
    this.hearing = hearing;
    this.places = new Places(peer);
    this.clock = clock;
    this.timeout = timeout;
    this.changes =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> Daemon.of(task, "jit-webhook-changes"));
    changes.allowCoreThreadTimeOut(true);
  }

  @Override
  public void asked(AccessRequest request) throws RefusedException {
    places.note(request.id(), peer.deliver(Messages.requested(request, clock.instant())));
  }

  @Override
  public void changed(AccessRequest request, RequestState state) {
    later(request, Messages.changed(request, state, clock.instant()));
  }

  @Override
  public boolean givesNotice() {
    return true;
  }

  @Override
  public void noticed(AccessRequest request, Notice notice) {
    later(request, Messages.noticed(request, notice, clock.instant()));
  }

  private void later(AccessRequest request, String message) {
    try {
      changes.execute(() -> tell(request.id(), message));
    } catch (RejectedExecutionException e) {
      LOG.warn(
          "the webhook service is not told what became of request {}: too many wait", request.id());
    }
  }

  private void tell(String requestId, String message) {
    try {
      peer.deliver(message);
    } catch (RefusedException e) {
      LOG.warn(
          "the webhook service was not told what became of request {}: {}",
          requestId,
          e.getMessage());
    }
  }

  @Override
  public Ears ears(BookApprovals approvals) {
    return hearing.ears(approvals, peer, places, clock);
  }

  /** Leaves as much time to what still waits as one message may take. */
  @Override
  public void close() {
    changes.shutdown();
    try {
      if (!changes.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        changes.shutdownNow();
      }
    } catch (InterruptedException e) {
      changes.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
