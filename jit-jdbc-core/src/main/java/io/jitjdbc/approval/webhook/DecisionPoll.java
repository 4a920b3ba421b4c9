package io.jitjdbc.approval.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the peer what was decided: about one request no more often than the interval says. */
final class DecisionPoll {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionPoll.class);

  /** With these it says that it has no decision yet. */
  private static final Set<Integer> NOTHING_YET = Set.of(202, 204, 404);

  private final Peer peer;
  private final Places places;
  private final Verifier verifier;
  private final Decisions decisions;
  private final long intervalNanos;
  private final Cache<String, Turn> turns =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  DecisionPoll(
      Peer peer, Places places, Verifier verifier, Decisions decisions, Duration interval) {
    this.peer = peer;
    this.places = places;
    this.verifier = verifier;
    this.decisions = decisions;
    this.intervalNanos = interval.toNanos();
  }

  /** Whose turn it is to ask about a request, and whether the last one failed. */
  private static final class Turn {
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicBoolean failing = new AtomicBoolean();

    boolean isMine(long interval) {
      long seen = next.get();
      long now = System.nanoTime();
      return now - seen >= 0 && next.compareAndSet(seen, now + interval);
    }
  }

  /** Takes to the desk what the peer has; a peer that cannot be asked has nothing. */
  void look(String requestId) {
    Turn turn = turns.get(requestId, id -> new Turn());
    if (!turn.isMine(intervalNanos)) {
      return;
    }
    try {
      take(requestId, peer.fetch(places.of(requestId)));
      turn.failing.set(false);
    } catch (IOException | ParseException | ForgedException | RefusedException e) {
      if (!turn.failing.getAndSet(true)) {
        LOG.warn(
            "the webhook service could not be asked about request {}: {}",
            requestId,
            e.getMessage());
      }
    }
  }

  private void take(String requestId, Answer answer)
      throws IOException, ParseException, ForgedException, RefusedException {
    if (NOTHING_YET.contains(answer.status())) {
      return;
    }
    if (answer.status() != 200) {
      throw new IOException("it answered with status " + answer.status());
    }
    String body = verifier.verify(answer.headers(), answer.body()).body();
    List<Decision> decided = Decision.read(body);
    if (!decided.stream().allMatch(decision -> decision.task().equals(requestId))) {
      throw new ParseException("it answered for another request", 0);
    }
    decisions.take(decided);
  }
}
