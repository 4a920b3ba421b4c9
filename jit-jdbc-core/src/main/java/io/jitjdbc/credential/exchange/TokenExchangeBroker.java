package io.jitjdbc.credential.exchange;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.LoginName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Leases tokens that were exchanged for the subject's own. */
final class TokenExchangeBroker implements CredentialBroker {
  private final Exchange exchange;
  private final LoginName user;
  private final Duration maxTtl;
  private final InstantSource clock;

  TokenExchangeBroker(Exchange exchange, LoginName user, Duration maxTtl, InstantSource clock) {
    this.exchange = exchange;
    this.user = user;
    this.maxTtl = maxTtl;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    if (!request.token().isPresent()) {
      throw ExchangeRefusal.refused(
          "No lease: the subject's own token is to be exchanged, and this subject has none. Sign in"
              + " with a token");
    }
    String login = user.of(request.subject());
    Instant now = clock.instant();
    ExchangedToken token = exchange.exchange(request.token());
    Instant latest = now.plus(maxTtl);
    Instant end = token.endsAt().isBefore(latest) ? token.endsAt() : latest;
    var credential = new DatabaseCredential(login, token.reveal());
    return new Lease("token-exchange-" + UUID.randomUUID(), credential, now, end, Map.of());
  }
}
