package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.posting.Posting;
import io.jitjdbc.approval.posting.PostingBook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages as their requests are, whichever process changed them. Who wants to update a
 * message claims its posting first; a claim that was left behind ends by itself. Thread-safe.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int ATTEMPTS = 5;

  /** Begin the states of claimed postings; the second, if people are to be told of it, too. */
  private static final String CLAIMED = "~";

  private static final String CLAIMED_TO_REMIND = "!";

  /** A process that ends at the wrong moment leaves its message to others for no longer. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private static final Duration LONGEST_LIMIT = Duration.ofMinutes(10);
  private static final int CLAIM_SPREAD_MILLIS = 10_000;

  private final SlackPlace place;
  private final RequestBook book;
  private final PostingBook postings;
  private final InstantSource clock;

  Upkeep(SlackPlace place, RequestBook book, PostingBook postings, InstantSource clock) {
    this.place = place;
    this.book = book;
    this.postings = postings;
    this.clock = clock;
  }

  /** Makes the message of a request true, if it is not; says whether it is now. Never throws. */
  boolean refresh(String requestId) {
    try {
      Outcome outcome = Outcome.OVERTAKEN;
      for (int i = 0; i < ATTEMPTS && outcome != Outcome.DONE; i++) {
        outcome = attempt(requestId, outcome == Outcome.DISTURBED);
      }
      return true;
    } catch (RefusedException | IOException e) {
      LOG.warn("the message about request {} may be out of date: {}", requestId, e.getMessage());
      return false;
    }
  }

  /** Looks after messages whose time has come, until something fails. Never throws. */
  void sweep() {
    try {
      for (Posting posting : postings.due(place.channel(), clock.instant())) {
        // What Slack refuses for one, it would refuse for all.
        if (!refresh(posting.requestId()) || Thread.currentThread().isInterrupted()) {
          return;
        }
      }
    } catch (RefusedException e) {
      LOG.warn("messages about requests may be out of date: {}", e.getMessage());
    }
  }

  private enum Outcome {
    DONE,
    /** Somebody else changed the posting first, and may have seen less than we. */
    OVERTAKEN,
    /** Somebody else updated the message at the same time, and ours may have hidden theirs. */
    DISTURBED
  }

  private Outcome attempt(String requestId, boolean disturbed)
      throws RefusedException, IOException {
    Optional<Posting> found = postings.find(requestId);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    Posting seen = found.get();
    Optional<RequestProgress> progress = book.find(requestId);
    if (progress.isEmpty() || seen.reference().isEmpty()) {
      // It was forgotten, or never posted; to look again and again would hold up others.
      return rest(seen);
    }
    Instant now = clock.instant();
    var standing = new Standing(progress.get(), now);
    boolean isTime = !now.isBefore(seen.due());
    if (!disturbed && seen.state().equals(standing.label())) {
      return isTime ? postpone(seen, standing.lookAgain()) : Outcome.DONE;
    }
    if (!place.channel().equals(seen.channel())) {
      // It is not ours to change. Whoever posts there sees it next time.
      return isTime ? Outcome.DONE : postpone(seen, now);
    }
    if (!disturbed && !isTime && isClaimedFor(seen, standing.label())) {
      return Outcome.DONE;
    }
    return update(seen, standing);
  }

  private Outcome rest(Posting seen) throws RefusedException {
    return clock.instant().isBefore(seen.due()) ? Outcome.DONE : postpone(seen, Posting.NEVER);
  }

  private Outcome postpone(Posting seen, Instant due) throws RefusedException {
    return postings.replace(seen, seen.showing(seen.state(), due))
        ? Outcome.DONE
        : Outcome.OVERTAKEN;
  }

  private static boolean isClaimedFor(Posting posting, String label) {
    return posting.state().equals(CLAIMED + label)
        || posting.state().equals(CLAIMED_TO_REMIND + label);
  }

  private Outcome update(Posting seen, Standing standing) throws RefusedException, IOException {
    boolean reminds =
        standing.isEscalated()
            && (seen.state().startsWith(CLAIMED_TO_REMIND)
                || !Standing.showsEscalation(seen.state()));
    String state = (reminds ? CLAIMED_TO_REMIND : CLAIMED) + standing.label();
    // No two claims are equal: each has to see whether it is still in force.
    Duration claim = CLAIM.plusMillis(ThreadLocalRandom.current().nextInt(CLAIM_SPREAD_MILLIS));
    Posting claimed = seen.showing(state, clock.instant().plus(claim));
    if (!postings.replace(seen, claimed)) {
      return Outcome.OVERTAKEN;
    }
    Instant next = show(claimed, standing);
    if (!postings.replace(claimed, claimed.showing(standing.label(), next))) {
      return Outcome.DISTURBED;
    }
    if (reminds) {
      // At most once: who is asked twice learns not to look.
      reply(claimed, standing.message().escalation());
    }
    return Outcome.DONE;
  }

  /** When to look at it again. */
  private Instant show(Posting claimed, Standing standing) throws RefusedException, IOException {
    Map<String, Object> arguments =
        new LinkedHashMap<>(standing.message().arguments(claimed.nonce()));
    arguments.put("channel", claimed.channel());
    arguments.put("ts", claimed.reference());
    try {
      place.call("chat.update", arguments);
      return standing.lookAgain();
    } catch (SlackFailure e) {
      if (e.isPassing()) {
        letRest(claimed, e.pause());
        throw e;
      }
      // Somebody has deleted it, for example: asking again and again would not bring it back.
      LOG.warn(
          "the message about request {} stays out of date: {}",
          claimed.requestId(),
          e.getMessage());
      return Posting.NEVER;
    }
  }

  /** As long as Slack wants, if it says so; else to the end of the claim. */
  private void letRest(Posting claimed, Duration pause) throws RefusedException {
    if (!pause.isZero()) {
      Duration rest = pause.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : pause;
      postpone(claimed, clock.instant().plus(rest));
    }
  }

  /** Says under the message of a request that it still waits. Never throws. */
  void remind(AccessRequest request, Set<String> groups) {
    try {
      Optional<Posting> posting =
          postings.find(request.id()).filter(one -> one.channel().equals(place.channel()));
      if (posting.isPresent() && !posting.get().reference().isEmpty()) {
        reply(posting.get(), RequestMessage.reminder(request.id(), groups));
      }
    } catch (RefusedException | IOException e) {
      LOG.warn("nobody is reminded of request {}: {}", request.id(), e.getMessage());
    }
  }

  private void reply(Posting posting, Map<String, Object> text) throws IOException {
    Map<String, Object> arguments = new LinkedHashMap<>(text);
    arguments.put("channel", posting.channel());
    arguments.put("thread_ts", posting.reference());
    arguments.put("reply_broadcast", true);
    place.call("chat.postMessage", arguments);
  }
}
