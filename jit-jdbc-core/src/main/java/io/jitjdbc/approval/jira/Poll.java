package io.jitjdbc.approval.jira;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Jira what people answered, by the threads of the statements that wait: about one request no
 * more often than the interval says, about all that wait at once where Jira can tell which of them
 * have changed, and not at all while Jira wants to be left alone.
 */
final class Poll {
  private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
  private static final int MOST_AT_ONCE = 20;

  private final Jira jira;
  private final Queue queue;
  private final Tickets tickets;
  private final Search search;
  private final Self self;
  private final Ballots ballots;
  private final long intervalNanos;
  private final Cache<String, Turn> turns =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  Poll(Ends ends, Ballots ballots, Duration interval) {
    this.jira = ends.jira();
    this.queue = ends.queue();
    this.tickets = ends.tickets();
    this.search = ends.search();
    this.self = ends.self();
    this.ballots = ballots;
    this.intervalNanos = interval.toNanos();
  }

  /**
   * Takes to the desk what Jira has; where it cannot be asked, that is nothing.
   *
   * @return the ticket whose text somebody changed, if it was
   */
  Optional<String> look(AccessRequest request) {
    Turn turn = turns.get(request.id(), id -> new Turn(request));
    turn.want();
    if (!jira.isQuiet() && turn.isMine(intervalNanos)) {
      List<Turn> due = due(turn);
      Map<String, String> updates = updates(due);
      for (Turn one : due) {
        look(one, updates);
      }
    }
    return turn.rewritten();
  }

  /** That one, and others whose turn has come. */
  private List<Turn> due(Turn first) {
    var due = new ArrayList<>(List.of(first));
    for (Turn turn : turns.asMap().values()) {
      if (due.size() < MOST_AT_ONCE && turn.isWanted(intervalNanos) && turn.isMine(intervalNanos)) {
        due.add(turn);
      }
    }
    return due;
  }

  /** When tickets changed last, by their keys; nothing where it is as well to read them. */
  private Map<String, String> updates(List<Turn> due) {
    var updates = new HashMap<String, String>();
    if (due.size() == 1 || !queue.movesTickets()) {
      return updates;
    }
    try {
      for (Search.Found found : search.ticketsOf(due.stream().map(Turn::request).toList())) {
        updates.put(found.key(), found.updated());
      }
    } catch (IOException | ParseException e) {
      LOG.debug("Jira could not be asked which tickets changed: {}", e.getMessage());
    }
    return updates;
  }

  private void look(Turn turn, Map<String, String> updates) {
    if (jira.isQuiet()) {
      return;
    }
    try {
      Optional<String> key = tickets.find(turn.request());
      if (key.isPresent()) {
        listen(turn, key.get(), updates.getOrDefault(key.get(), ""));
      }
      turn.succeeds();
    } catch (IOException | ParseException | RefusedException e) {
      if (turn.fails()) {
        LOG.warn(
            "Jira could not be asked about request {}: {}", turn.request().id(), e.getMessage());
      }
    }
  }

  private void listen(Turn turn, String key, String updated)
      throws IOException, ParseException, RefusedException {
    if (!turn.isUpToDate(updated)) {
      Queue.Heard heard = queue.hear(turn.request(), key, jira);
      if (heard.ticket().isPresent() && !isOurs(turn, heard.ticket().get())) {
        return;
      }
      turn.hear(heard);
    }
    // What was heard before as well: it may have been too early for its stage.
    ballots.take(turn.request(), key, turn.heard().votes());
  }

  /** Whether answers to the ticket are answers to the request. */
  private boolean isOurs(Turn turn, Ticket ticket) throws IOException, ParseException {
    Optional<String> strangeness = ticket.strangeness(turn.request(), self.get());
    if (strangeness.isPresent()) {
      throw new IOException(
          "answers to the ticket " + ticket.key() + " do not count: " + strangeness.get());
    }
    if (ticket.isRewritten(turn.request())) {
      if (turn.rewritten().isEmpty()) {
        LOG.warn("the text of the ticket {} was changed: answers do not count", ticket.key());
      }
      turn.rewrite(ticket.key());
      return false;
    }
    return true;
  }
}
