package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What it takes to hear decisions.
 *
 * @param fetches whether the peer is asked for them
 * @param interval how often about one request
 * @param callback where to listen for them
 */
record WebhookHearing(
    RequestBook book,
    ChannelPeople people,
    Verifier verifier,
    boolean fetches,
    Duration interval,
    Optional<HostAndPort> callback) {

  WebhookEars ears(BookApprovals approvals, Peer peer, Places places, InstantSource clock) {
    var decisions = new Decisions(book, approvals, people);
    Optional<DecisionPoll> poll =
        fetches
            ? Optional.of(new DecisionPoll(peer, places, verifier, decisions, interval))
            : Optional.empty();
    var listening = new Listening(callback, new Deliveries(verifier, decisions));
    return new WebhookEars(poll, listening, clock);
  }
}
