package io.jitjdbc.approval.webhook;

import static io.jitjdbc.approval.webhook.WebhookApprovalsProvider.APPROVERS;

import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the parts together. */
record Assembly(Peer peer, RequestBook book, SharedKeys keys, InstantSource clock) {

  WebhookApprovals service(SettingValues values) {
    var places = new Places(peer);
    Duration interval = values.get(WebhookApprovalsProvider.POLL);
    var channel =
        new WebhookChannel(peer, places, clock, values.get(WebhookApprovalsProvider.TIMEOUT));
    AnswerCheck check = SignatureSettings.check(book, values, APPROVERS, clock);
    var approvals = new BookApprovals(book, channel, interval, clock, check);
    ChannelPeople people = SignatureSettings.people("webhook", values, APPROVERS, clock);
    var decisions = new Decisions(book, approvals, people);
    var verifier = new Verifier(keys, clock);
    Optional<DecisionPoll> poll =
        values.get(WebhookApprovalsProvider.FETCH)
            ? Optional.of(new DecisionPoll(peer, places, verifier, decisions, interval))
            : Optional.empty();
    var listening =
        new Listening(
            values.find(WebhookApprovalsProvider.CALLBACK), new Deliveries(verifier, decisions));
    return new WebhookApprovals(book, approvals, poll, listening, clock);
  }
}
