package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server of the lease protocol does, over any book of leases. Thread-safe; blocks for as
 * long as the book and the target's broker do. People are asked for statements and not for leases,
 * so no answer is {@code 202} and there are no requests to look at. Whoever hosts it verifies
 * tokens, and answers with a {@code Date}.
 *
 * <p><b>Guarantees</b>: a lease is its subject's, who the token names; a body that claims somebody
 * else is refused. One key makes one login, however often and wherever it is asked for. No lease is
 * longer than it was wanted or is allowed. Passwords are in answers and nowhere else.
 *
 * <p><b>Does not protect against</b> a server that is killed between making a login and keeping it:
 * that login lives until its broker ends it.
 */
public final class LeaseResources {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
  private static final Pattern KEY = Pattern.compile("\"[A-Za-z0-9_-]{16,64}\"");

  private final LeaseBook book;
  private final LeaseEnding ending;
  private final Admission admission;
  private final Issuing issuing;
  private final Renewing renewing;
  private final InstantSource clock;

  /**
   * @param ending over the same book and targets
   */
  public LeaseResources(
      LeaseBook book,
      LeaseTargets targets,
      SealedPasswords passwords,
      LeaseEnding ending,
      InstantSource clock) {
    var replies = new LeaseReply(targets, passwords);
    this.book = book;
    this.ending = ending;
    this.admission = new Admission(targets);
    this.issuing = new Issuing(book, passwords, replies, clock);
    this.renewing = new Renewing(book, passwords, replies);
    this.clock = clock;
  }

  /**
   * {@code POST /v1/leases}: a login for the caller.
   *
   * @param token what the caller was found to be by, for brokers that sign in as the subject
   * @param key the header {@code Idempotency-Key} as it came, with its quotation marks; empty if
   *     there was none
   */
  public Reply lease(Caller caller, PresentedToken token, String key, String body) {
    return Answering.to(
        () -> {
          Instant now = now();
          requireValid(caller, now);
          if (!KEY.matcher(key).matches()) {
            return Reply.problem(
                400,
                "malformed-request",
                "Idempotency-Key must be 16 to 64 letters, digits, dashes and underscores in"
                    + " quotation marks.");
          }
          LeaseWish wish = LeaseWish.read(body);
          Admission.requireSame(wish, caller);
          LeaseTarget target = admission.target(caller.subject(), wish.target(), wish.purpose());
          return issuing.issue(new Issuing.Asked(caller, token, wish, target, now), key, body);
        });
  }

  /** {@code POST /v1/leases/{id}/renew}: the same lease with a later end. */
  public Reply renew(Caller caller, PresentedToken token, String id, String body) {
    return Answering.to(
        () -> {
          Instant now = now();
          requireValid(caller, now);
          Duration wanted = LeaseWish.readRenewal(body);
          KeptLease lease = own(caller, id, now).orElseThrow(Answering::unknown);
          LeaseHolder holder = lease.holder();
          if (!holder.actor().is(caller.actor())) {
            throw Answering.problem(
                403, "actor-mismatch", "Somebody else acted for the subject when this was leased.");
          }
          LeaseTarget target =
              admission.target(caller.subject(), holder.target(), holder.purpose());
          Instant latest = Renewing.Asked.latest(target, wanted, now);
          return renewing.renew(lease, new Renewing.Asked(caller, token, target, latest, now));
        });
  }

  /** {@code GET /v1/leases/{id}}: whether the lease goes on; a token may have expired since. */
  public Reply standing(Caller caller, String id) {
    return Answering.to(
        () -> {
          requirePath(id);
          Optional<KeptLease> lease = own(caller, id, now());
          if (lease.isPresent()) {
            requireValid(caller, lease.get().issuedAt());
          }
          var fields = new LinkedHashMap<String, Object>();
          fields.put("id", id);
          fields.put("state", lease.isPresent() ? "active" : "ended");
          return Reply.json(200, fields);
        });
  }

  /** {@code DELETE /v1/leases/{id}}: ends it now; a token may have expired since. */
  public Reply revoke(Caller caller, String id) {
    return Answering.to(
        () -> {
          requirePath(id);
          Optional<KeptLease> lease = own(caller, id, now());
          if (lease.isPresent()) {
            requireValid(caller, lease.get().issuedAt());
            ending.end(id);
          }
          return Reply.empty();
        });
  }

  private Optional<KeptLease> own(Caller caller, String id, Instant now) throws RefusedException {
    Party subject = Party.of(caller.subject());
    return ID.matcher(id).matches()
        ? book.find(id, now).filter(lease -> lease.holder().subject().equals(subject))
        : Optional.empty();
  }

  private static void requirePath(String id) throws RefusedCallException {
    if (!ID.matcher(id).matches()) {
      throw Answering.problem(404, "unknown-path", "There is nothing at this path.");
    }
  }

  private static void requireValid(Caller caller, Instant time) throws RefusedCallException {
    if (!caller.tokensEnd().isAfter(time)) {
      throw Answering.problem(401, "token-refused", "The token has expired. Sign in again.");
    }
  }

  /** As books keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
