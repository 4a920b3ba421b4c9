package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Gives leases a later end, as far as their brokers can. */
final class Renewing {
  private final LeaseBook book;
  private final SealedPasswords passwords;
  private final LeaseReply replies;

  Renewing(LeaseBook book, SealedPasswords passwords, LeaseReply replies) {
    this.book = book;
    this.passwords = passwords;
    this.replies = replies;
  }

  /**
   * Who wants which end.
   *
   * @param latest neither longer than wanted nor than allowed
   */
  record Asked(
      Caller caller, PresentedToken token, LeaseTarget target, Instant latest, Instant now) {
    static Instant latest(LeaseTarget target, Duration wanted, Instant now) {
      return now.plus(wanted.compareTo(target.longest()) < 0 ? wanted : target.longest());
    }
  }

  Reply renew(KeptLease seen, Asked asked) throws RefusedException, RefusedCallException {
    if (!seen.renewable() || !asked.target().renewable()) {
      throw notRenewable();
    }
    if (!asked.latest().isAfter(seen.expiresAt())) {
      return replies.of(200, seen);
    }
    // First, or a lease would go on that is good for nothing.
    Optional<String> policy = replies.policy(seen.holder().target(), asked.latest());
    String password = replies.password(seen).orElseThrow(Renewing::notRenewable);
    Lease renewed =
        asked
            .target()
            .broker()
            .renew(lease(seen, password), request(seen, asked))
            .orElseThrow(Renewing::notRenewable);
    KeptLease next = next(seen, renewed, password, asked);
    boolean later = next.expiresAt().isAfter(seen.expiresAt());
    if (!later && next.login().generation() == seen.login().generation()) {
      // The same was asked before, and that answer was lost.
      return replies.of(200, seen);
    }
    if (book.renew(seen, next, asked.now())) {
      return replies.of(200, next, renewed.credential().revealPassword(), policy);
    }
    // Somebody else did it at the same time, or ended it.
    return replies.of(200, book.find(seen.id(), asked.now()).orElseThrow(Answering::unknown));
  }

  private KeptLease next(KeptLease seen, Lease renewed, String password, Asked asked)
      throws RefusedCallException {
    Instant end = renewed.expiresAt().truncatedTo(ChronoUnit.MILLIS);
    end = end.isBefore(asked.latest()) ? end : asked.latest();
    if (!renewed.credential().user().equals(seen.login().user())) {
      throw notRenewable();
    }
    KeptLogin login = seen.login();
    String nextPassword = renewed.credential().revealPassword();
    return seen.with(
        new KeptLogin(
            renewed.id(),
            login.user(),
            login.connectionProperties(),
            nextPassword.equals(password) ? login.generation() : login.generation() + 1,
            passwords.seal(seen.id(), nextPassword),
            end),
        end);
  }

  private static Lease lease(KeptLease seen, String password) {
    KeptLogin login = seen.login();
    return new Lease(
        login.brokerLease(),
        new DatabaseCredential(login.user(), password),
        seen.issuedAt(),
        seen.expiresAt(),
        login.connectionProperties());
  }

  private static LeaseRequest request(KeptLease seen, Asked asked) {
    LeaseHolder holder = seen.holder();
    return new LeaseRequest(
        asked.caller().subject(),
        holder.target(),
        holder.purpose(),
        holder.application(),
        asked.token());
  }

  private static RefusedCallException notRenewable() {
    return Answering.problem(
        409, "not-renewable", "This lease gets no more time. Ask for a new one when it is over.");
  }
}
