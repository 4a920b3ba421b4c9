package io.jitjdbc.approval.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import java.text.ParseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges what is delivered to this process: each message counts once. */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Verifier verifier;
  private final Decisions decisions;

  /**
   * What was in a message of that id; from when it is accepted: its timestamp may be as far ahead
   * as it may then be behind.
   */
  private final Cache<String, Integer> accepted =
      Caffeine.newBuilder()
          .maximumSize(100_000)
          .expireAfterWrite(Verifier.TOLERANCE.multipliedBy(2))
          .build();

  Deliveries(Verifier verifier, Decisions decisions) {
    this.verifier = verifier;
    this.decisions = decisions;
  }

  /**
   * What becomes of it.
   *
   * @param headers by their names in lower case
   */
  Outcome receive(Map<String, String> headers, String body) {
    try {
      SignedMessage message = verifier.verify(headers, body);
      Integer before = accepted.getIfPresent(message.id());
      if (before != null) {
        // Something else under the same id was not taken, and must not seem so.
        return before == body.hashCode() ? Outcome.ACCEPTED : Outcome.AGAINST_THE_RULES;
      }
      Outcome outcome = decisions.take(Decision.read(body));
      if (outcome == Outcome.ACCEPTED) {
        // Only now: what could not be taken yet may come again.
        accepted.put(message.id(), body.hashCode());
      }
      return outcome;
    } catch (ForgedException e) {
      return turnedAway(Outcome.FORGED, e);
    } catch (ParseException e) {
      return turnedAway(Outcome.MALFORMED, e);
    } catch (RefusedException e) {
      return turnedAway(Outcome.UNAVAILABLE, e);
    }
  }

  private static Outcome turnedAway(Outcome outcome, Exception why) {
    LOG.info("a delivery was turned away: {}", why.getMessage());
    return outcome;
  }
}
