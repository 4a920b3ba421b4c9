package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.Ears;
import java.time.InstantSource;
import java.util.Optional;

/** How decisions come from the other end. */
record WebhookEars(Optional<DecisionPoll> poll, Listening listening, InstantSource clock)
    implements Ears {

  @Override
  public void listen() throws RefusedException {
    listening.begin();
  }

  @Override
  public boolean look(RequestProgress seen) {
    if (poll.isEmpty() || !seen.needsPeople(clock.instant())) {
      return false;
    }
    poll.get().look(seen.request().id());
    return true;
  }

  /** Takes no decisions any more; what is still to be told is told. */
  @Override
  public void close() {
    listening.close();
  }
}
