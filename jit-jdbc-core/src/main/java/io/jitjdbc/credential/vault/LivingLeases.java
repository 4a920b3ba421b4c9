package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that Vault has not ended yet, as far as we know. Thread-safe. */
final class LivingLeases {
  private static final Logger LOG = LoggerFactory.getLogger(LivingLeases.class);

  private final VaultApi api;
  private final InstantSource clock;
  private final Map<String, Living> leases = new ConcurrentHashMap<>();

  LivingLeases(VaultApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param token what it was leased by: the lease ends with it at the latest
   * @param life how long Vault let it live at first
   * @param endsAt when Vault ends it
   */
  record Living(
      LeaseRequest request, ClientToken token, Duration life, Instant endsAt, boolean isRenewable) {

    Living until(Instant end) {
      return new Living(request, token, life, end, isRenewable);
    }
  }

  void add(String id, Living lease) {
    Instant now = clock.instant();
    leases.values().removeIf(other -> !now.isBefore(other.endsAt()));
    leases.put(id, lease);
  }

  Optional<Living> find(String id) {
    return Optional.ofNullable(leases.get(id));
  }

  /** When Vault ends it from now on; empty if Vault gives it no more time. */
  Optional<Instant> renew(String id, Living lease, ClientToken token) throws RefusedException {
    VaultCall call = VaultCall.renewLease();
    Instant now = clock.instant();
    VaultAnswer answer =
        api.send(call, token, Map.of("lease_id", id, "increment", lease.life().toSeconds()));
    if (answer.status() == 400) {
      return Optional.empty();
    }
    VaultFields fields = api.successful(call, answer).fields();
    Instant end = now.plus(fields.duration("lease_duration").orElse(Duration.ZERO));
    leases.replace(id, lease, lease.until(end));
    return Optional.of(end);
  }

  /**
   * Whether Vault still has it. True where nobody can tell: it is not of our leasing, or Vault's
   * policy does not let us look.
   */
  boolean stands(String id) throws RefusedException {
    Living lease = leases.get(id);
    if (lease == null) {
      return true;
    }
    VaultCall call = VaultCall.lookUpLease();
    VaultAnswer answer = api.send(call, lease.token(), Map.of("lease_id", id));
    if (answer.isLeaseUnknown()) {
      leases.remove(id);
      return false;
    }
    if (answer.status() == 403) {
      LOG.debug("The lease {} cannot be looked up ({})", id, answer.errors());
      return true;
    }
    api.successful(call, answer);
    return true;
  }

  /**
   * Ends one; what cannot be ended now is tried again when all are.
   *
   * @return whether this call ended it; never one that is not of our leasing
   */
  boolean end(String id) {
    Living lease = leases.get(id);
    boolean ended = lease != null && end(id, lease);
    if (ended) {
      leases.remove(id);
    }
    return ended;
  }

  /** Ends all of them, with one attempt each until Vault does not answer. */
  void endAll() {
    for (String id : List.copyOf(leases.keySet())) {
      end(id);
      if (leases.containsKey(id)) {
        return;
      }
    }
  }

  private boolean end(String id, Living lease) {
    try {
      VaultAnswer answer =
          api.send(VaultCall.revokeLease(), lease.token(), Map.of("lease_id", id, "sync", true));
      if (answer.isSuccess() || answer.isLeaseUnknown()) {
        return true;
      }
      LOG.warn(
          "The lease {} could not be revoked ({}: {}) and ends by itself at {}",
          id,
          answer.status(),
          answer.errors(),
          lease.endsAt());
    } catch (RefusedException e) {
      LOG.warn(
          "The lease {} could not be revoked and ends by itself at {}: {}",
          id,
          lease.endsAt(),
          e.getMessage());
    }
    return false;
  }
}
