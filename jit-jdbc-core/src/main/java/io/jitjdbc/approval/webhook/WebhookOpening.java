package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;

/** Puts the parts together; every setting is read before anything is opened. */
final class WebhookOpening {
  private final WebhookSettings settings;
  private final Peer peer;
  private final SharedKeys keys;
  private final ChannelPeople people;

  WebhookOpening(WebhookSettings settings) {
    this.settings = settings;
    this.peer = settings.peer();
    this.keys = settings.keys();
    this.people = settings.people();
  }

  WebhookChannel over(RequestBook book) {
    var verifier = new Verifier(keys, settings.clock());
    var hearing =
        new WebhookHearing(
            book, people, verifier, settings.fetches(), settings.poll(), settings.callback());
    return new WebhookChannel(peer, hearing, settings.clock(), settings.timeout());
  }
}
