package io.jitjdbc.credential.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.MemoryLeaseBook;
import io.jitjdbc.testing.MutableClock;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server's resources over logins of no database, and those who call them. */
final class LeaseServerFixture implements LeaseTargets {
  static final String TARGET = "jdbc:postgresql://db/shop";
  static final String KEY = "\"0123456789abcdef\"";
  static final byte[] SEAL = new byte[32];

  final MutableClock clock = new MutableClock();
  final FakeLogins logins = new FakeLogins(clock);
  final Map<String, LeaseTarget> targets = new ConcurrentHashMap<>();
  final LeaseBook book;
  final LeaseEnding ending;
  final LeaseResources resources;
  volatile Optional<String> policy = Optional.empty();
  volatile Optional<RefusedException> policyFailure = Optional.empty();

  LeaseServerFixture() {
    this(new MemoryLeaseBook());
  }

  LeaseServerFixture(LeaseBook book) {
    this.book = book;
    this.ending = new LeaseEnding(book, this, Runnable::run, clock);
    this.resources =
        new LeaseResources(book, this, new SealedPasswords("k", Map.of("k", SEAL)), ending, clock);
    targets.put(TARGET, target(false));
  }

  LeaseTarget target(boolean renewable) {
    return new LeaseTarget(
        logins, Set.of(), Duration.ofHours(2), LeaseTarget.ANY_PURPOSE, renewable, Map.of());
  }

  @Override
  public Optional<LeaseTarget> find(String target) {
    return Optional.ofNullable(targets.get(target));
  }

  @Override
  public Optional<String> policy(String target, Instant leaseEnd) throws RefusedException {
    if (policyFailure.isPresent()) {
      throw policyFailure.get();
    }
    return policy.map(text -> text + leaseEnd.getEpochSecond() + ".c");
  }

  Caller caller(String name, String... groups) {
    Subject subject = new Subject("https://issuer.example", name, name, Set.of(groups));
    return new Caller(subject, subject, clock.instant().plusSeconds(300));
  }

  Caller acting(String name, String actor) {
    Caller plain = caller(name);
    return new Caller(plain.subject(), caller(actor).subject(), plain.tokensEnd());
  }

  static String body(String name, String... more) {
    return """
    {"target":"%s","subject":{"issuer":"https://issuer.example","id":"%s"}%s}\
    """
        .formatted(TARGET, name, String.join("", more));
  }

  Reply lease(Caller caller, String key, String... more) {
    String name = caller.subject().id();
    return resources.lease(caller, PresentedToken.of("token"), key, body(name, more));
  }

  /** A lease of ann's. */
  Map<String, Object> lease(String... more) {
    Reply reply = lease(caller("ann"), KEY, more);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return json(reply);
  }

  Reply renew(Caller caller, Object id, String body) {
    return resources.renew(caller, PresentedToken.of("token"), id.toString(), body);
  }

  Object state(Caller caller, Object id) {
    Reply reply = resources.standing(caller, id.toString());
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return json(reply).get("state");
  }

  static Map<String, Object> json(Reply reply) {
    try {
      return JSONObjectUtils.parse(reply.body());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  static Duration life(Map<String, Object> lease) {
    return Duration.between(
        Instant.parse(lease.get("issuedAt").toString()),
        Instant.parse(lease.get("expiresAt").toString()));
  }

  static void assertProblem(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(json(reply)).containsEntry("code", code);
  }
}
