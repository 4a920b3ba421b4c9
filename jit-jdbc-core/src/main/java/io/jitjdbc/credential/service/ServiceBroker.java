package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leases from a broker service. Remembers whose token a lease was asked with for as long as it may
 * have to be given back with it.
 */
final class ServiceBroker implements CredentialBroker {
  private final ServiceCalls calls;
  private final LeaseBody body;
  private final Duration longest;
  private final InstantSource clock;
  private final Map<String, Holder> holders = new ConcurrentHashMap<>();

  private record Holder(PresentedToken token, Instant end, boolean renewable) {}

  ServiceBroker(ServiceCalls calls, LeaseBody body, Duration longest, InstantSource clock) {
    this.calls = calls;
    this.body = body;
    this.longest = longest;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    PresentedToken token = request.token();
    Instant begin = clock.instant();
    ServiceCalls.Reply reply = calls.lease(token, UUID.randomUUID().toString(), body.text(request));
    LeaseAnswer answer = LeaseAnswer.read(reply, 201, token);
    Lease lease = answer.lease(begin, reply.askedAt(), longest);
    if (lease.isExpiredAt(clock.instant())) {
      throw Wording.refused(
          "the lease was over before it arrived", "See why the broker service takes so long");
    }
    forgetWhatIsOver();
    holders.put(lease.id(), new Holder(token, lease.expiresAt(), answer.renewable()));
    return lease;
  }

  private void forgetWhatIsOver() {
    Instant now = clock.instant();
    holders.values().removeIf(holder -> !now.isBefore(holder.end()));
  }

  @Override
  public Optional<Lease> renew(Lease lease, LeaseRequest request) throws RefusedException {
    Holder holder = holders.get(lease.id());
    if (holder == null || !holder.renewable() || lease.isExpiredAt(clock.instant())) {
      return Optional.empty();
    }
    PresentedToken token = request.token();
    ServiceCalls.Reply reply = calls.renew(token, lease.id(), body.renewal());
    int status = reply.answer().status();
    if (status / 100 == 4 && status != 429) {
      // It gives no more time, for whatever reason: that of a new lease is worth more to people.
      return Optional.empty();
    }
    LeaseAnswer answer = LeaseAnswer.read(reply, 200, token);
    Lease renewed = answer.lease(lease.issuedAt(), reply.askedAt(), longest);
    if (!answer.id().equals(lease.id()) || !renewed.expiresAt().isAfter(lease.expiresAt())) {
      return Optional.empty();
    }
    holders.replace(lease.id(), holder, new Holder(token, renewed.expiresAt(), answer.renewable()));
    return Optional.of(renewed);
  }

  @Override
  public boolean stands(Lease lease) throws RefusedException {
    Holder holder = holders.get(lease.id());
    return holder == null || calls.stands(holder.token(), lease.id());
  }

  @Override
  public void revoke(Lease lease) {
    giveBack(lease.id());
  }

  private void giveBack(String id) {
    Holder holder = holders.remove(id);
    if (holder != null && clock.instant().isBefore(holder.end())) {
      calls.revoke(holder.token(), id);
    }
  }

  @Override
  public void close() {
    calls.lastly(List.copyOf(holders.keySet()), this::giveBack);
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
