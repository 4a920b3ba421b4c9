package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.Digests;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one lease for each key. */
final class Issuing {
  private static final Logger LOG = LoggerFactory.getLogger(Issuing.class);

  /** Longer than a database takes to make a login, or to refuse it. */
  private static final Duration RESERVED = Duration.ofMinutes(1);

  /** What the protocol demands. */
  private static final Duration PASSWORD_KEPT = Duration.ofMinutes(5);

  private final LeaseBook book;
  private final SealedPasswords passwords;
  private final LeaseReply replies;
  private final InstantSource clock;

  Issuing(LeaseBook book, SealedPasswords passwords, LeaseReply replies, InstantSource clock) {
    this.book = book;
    this.passwords = passwords;
    this.replies = replies;
    this.clock = clock;
  }

  /**
   * Who asks, for what.
   *
   * @param token for brokers that sign in as the subject
   * @param now when it was asked: the lease's life begins then, and not when it was there
   */
  record Asked(
      Caller caller, PresentedToken token, LeaseWish wish, LeaseTarget target, Instant now) {
    Instant latestEnd() {
      Duration longest = target.longest();
      return now.plus(wish.life().compareTo(longest) < 0 ? wish.life() : longest);
    }

    LeaseRequest request() {
      return new LeaseRequest(
          caller.subject(), wish.target(), wish.purpose(), wish.application(), token);
    }

    LeaseHolder holder() {
      return new LeaseHolder(
          Party.of(caller.subject()),
          caller.subject().name(),
          Party.of(caller.actor()),
          wish.target(),
          wish.purpose(),
          wish.application());
    }
  }

  Reply issue(Asked asked, String key, String body) throws RefusedException, RefusedCallException {
    Party subject = Party.of(asked.caller().subject());
    var mine =
        new Reservation(
            "lease-" + UUID.randomUUID(),
            Digests.of(List.of("lease", subject.issuer(), subject.id(), key)),
            Digests.of(List.of(asked.caller().actor().key(), body)),
            asked.now().plus(RESERVED));
    Optional<TakenKey> before = book.reserve(mine, asked.now());
    if (before.isPresent()) {
      return again(before.get(), mine.asked(), asked.now());
    }
    boolean done = false;
    try {
      Reply reply = make(asked, mine.lease());
      done = true;
      return reply;
    } finally {
      if (!done) {
        giveUp(mine.lease(), asked.now());
      }
    }
  }

  private Reply again(TakenKey before, String asked, Instant now)
      throws RefusedException, RefusedCallException {
    if (!before.asked().equals(asked)) {
      throw Answering.problem(
          409,
          "idempotency-key-reused",
          "The key came with another request before. Make a new key for each lease.");
    }
    if (!before.completed()) {
      throw Answering.inProgress();
    }
    return replies.of(201, book.find(before.lease(), now).orElseThrow(Answering::spent));
  }

  private Reply make(Asked asked, String id) throws RefusedException, RefusedCallException {
    // First, or a login would be made that is good for nothing.
    Optional<String> policy = replies.policy(asked.wish().target(), asked.latestEnd());
    CredentialBroker broker = asked.target().broker();
    Lease made = broker.lease(asked.request());
    boolean kept = false;
    try {
      String password = made.credential().revealPassword();
      KeptLease lease = lease(id, asked, made);
      Reply reply = replies.of(201, lease, password, policy);
      kept = keep(lease, asked.now());
      if (!kept) {
        throw Answering.inProgress();
      }
      return reply;
    } finally {
      if (!kept) {
        end(broker, made);
      }
    }
  }

  private KeptLease lease(String id, Asked asked, Lease made) throws RefusedCallException {
    Instant end = made.expiresAt().truncatedTo(ChronoUnit.MILLIS);
    end = end.isBefore(asked.latestEnd()) ? end : asked.latestEnd();
    if (!end.isAfter(clock.instant())) {
      throw Answering.problem(503, "unavailable", "The login was over before it was there.");
    }
    boolean renewable = asked.target().renewable();
    var properties = new HashMap<>(asked.target().connectionProperties());
    properties.putAll(made.connectionProperties());
    var login =
        new KeptLogin(
            made.id(),
            made.credential().user(),
            properties,
            1,
            passwords.seal(id, made.credential().revealPassword()),
            renewable ? end : asked.now().plus(PASSWORD_KEPT));
    return new KeptLease(id, asked.holder(), login, asked.now(), end, renewable);
  }

  /** A book that failed may have kept it. */
  private boolean keep(KeptLease lease, Instant now) throws RefusedException {
    try {
      return book.complete(lease);
    } catch (RefusedException e) {
      if (book.find(lease.id(), now).isPresent()) {
        return true;
      }
      throw e;
    }
  }

  private void giveUp(String id, Instant now) {
    try {
      book.giveUp(id, now);
    } catch (RefusedException e) {
      LOG.warn("The key of lease {} stays taken for a while: {}", id, e.getMessage());
    }
  }

  private static void end(CredentialBroker broker, Lease made) {
    try {
      broker.end(made);
    } catch (RefusedException e) {
      LOG.warn("The login {} that nobody got ends by itself: {}", made.id(), e.getMessage());
    }
  }
}
