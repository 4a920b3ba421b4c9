package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.vault.DatabaseRole.Leased;
import io.jitjdbc.credential.vault.LivingLeases.Living;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Leases what a database role of Vault gives. */
final class VaultBroker implements CredentialBroker {
  private final VaultApi api;
  private final ClientTokens tokens;
  private final DatabaseRole role;
  private final Duration maxTtl;
  private final InstantSource clock;
  private final LivingLeases living;
  private volatile boolean closed;

  VaultBroker(
      VaultApi api, ClientTokens tokens, DatabaseRole role, Duration maxTtl, InstantSource clock) {
    this.api = api;
    this.tokens = tokens;
    this.role = role;
    this.maxTtl = maxTtl;
    this.clock = clock;
    this.living = new LivingLeases(api, clock);
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    refuseIfClosed();
    ClientToken token = tokens.token(request);
    // Before Vault is asked: our end must not be later than its own.
    Instant now = clock.instant();
    VaultAnswer answer = api.send(role.call(), token, Map.of());
    if (answer.status() == 403 && tokens.giveUp(request, token)) {
      token = tokens.token(request);
      answer = api.send(role.call(), token, Map.of());
    }
    Leased leased = role.read(api.successful(role.call(), answer));
    return keep(leased, request, token, now);
  }

  private Lease keep(Leased leased, LeaseRequest request, ClientToken token, Instant now)
      throws RefusedException {
    Instant vaults = now.plus(leased.life());
    if (leased.isRevocable()) {
      living.add(
          leased.id(), new Living(request, token, leased.life(), vaults, leased.isRenewable()));
      if (closed) {
        living.end(leased.id());
      }
    }
    refuseIfClosed();
    Instant end = end(now, vaults, token);
    if (!end.isAfter(now)) {
      throw VaultRefusal.unreachable("No lease: Vault's own token is over. Try again");
    }
    return new Lease(leased.id(), leased.credential(), now, end, Map.of());
  }

  @Override
  public Optional<Lease> renew(Lease lease, LeaseRequest request) throws RefusedException {
    Living held = living.find(lease.id()).filter(Living::isRenewable).orElse(null);
    if (held == null || lease.isExpiredAt(clock.instant())) {
      return Optional.empty();
    }
    ClientToken current = tokens.token(request);
    ClientToken token = current.isSameAs(held.token()) ? current : held.token();
    return living
        .renew(lease.id(), held, token)
        .map(vaults -> end(lease.issuedAt(), vaults, token))
        .filter(end -> end.isAfter(lease.expiresAt()))
        .map(end -> renewed(lease, end));
  }

  private static Lease renewed(Lease lease, Instant end) {
    return new Lease(
        lease.id(), lease.credential(), lease.issuedAt(), end, lease.connectionProperties());
  }

  /** Vault ends a lease with the token that it was leased by. */
  private Instant end(Instant begin, Instant vaults, ClientToken token) {
    Instant latest = begin.plus(maxTtl);
    Instant end = vaults.isBefore(latest) ? vaults : latest;
    return end.isBefore(token.endsAt()) ? end : token.endsAt();
  }

  @Override
  public boolean stands(Lease lease) throws RefusedException {
    return living.stands(lease.id());
  }

  @Override
  public void revoke(Lease lease) {
    living.end(lease.id());
  }

  /** Vault takes back a lease by the token only that it was leased with, which dies with us. */
  @Override
  public void end(Lease lease) throws RefusedException {
    if (!living.end(lease.id()) && !lease.isExpiredAt(clock.instant())) {
      throw VaultRefusal.unreachable(
          "The lease "
              + lease.id()
              + " may still be alive: it could not be revoked, or was not leased by this process."
              + " Vault ends it at "
              + lease.expiresAt()
              + "; revoke it there to end it before");
    }
  }

  @Override
  public void close() {
    closed = true;
    if (!tokens.end()) {
      living.endAll();
    }
  }

  private void refuseIfClosed() throws RefusedException {
    if (closed) {
      throw VaultRefusal.unreachable("No lease: the vault broker is closed");
    }
  }
}
