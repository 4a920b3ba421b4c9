package io.jitjdbc.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a lease service remembers: its leases, by whom and with which key they were asked for. */
final class TestLeaseBook {
  private final InstantSource clock = InstantSource.system();
  private final Map<String, Asked> byKey = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> leases = new LinkedHashMap<>();
  private final Map<String, String> owners = new LinkedHashMap<>();
  private final Set<String> revoked = new LinkedHashSet<>();
  private Duration life = Duration.ofMinutes(10);
  private Duration age = Duration.ZERO;
  private String policy = "";
  private boolean renewable = true;
  private @Nullable Supplier<TestLogin> logins;

  private record Asked(String body, String lease) {}

  /** A key came with two different requests. */
  static final class KeyReusedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  synchronized void life(Duration span) {
    life = span;
  }

  /** From now on leases are that old when they are handed out. */
  synchronized void age(Duration span) {
    age = span;
  }

  synchronized void lend(Supplier<TestLogin> real) {
    logins = real;
  }

  synchronized void renewable(boolean yes) {
    renewable = yes;
  }

  synchronized void policy(String jws) {
    policy = jws;
  }

  synchronized Map<String, Object> issue(String owner, String key, String body, long ttlSeconds)
      throws KeyReusedException {
    Asked asked = byKey.get(owner + ' ' + key);
    if (asked == null) {
      asked = new Asked(body, issue(owner, ttlSeconds));
      byKey.put(owner + ' ' + key, asked);
    } else if (!asked.body().equals(body)) {
      throw new KeyReusedException();
    }
    return leases.get(asked.lease());
  }

  private String issue(String owner, long ttlSeconds) {
    Instant begin = clock.instant().minus(age);
    String id = "lease-" + UUID.randomUUID();
    var lease = new TreeMap<String, Object>();
    lease.put("id", id);
    TestLogin login =
        logins == null
            ? new TestLogin("jit_" + leases.size(), "secret-" + UUID.randomUUID())
            : logins.get();
    lease.put("user", login.user());
    lease.put("password", login.password());
    lease.put("issuedAt", begin.toString());
    Duration span = ttlSeconds == 0 ? life : Duration.ofSeconds(ttlSeconds);
    lease.put("expiresAt", begin.plus(span).toString());
    lease.put("renewable", renewable);
    lease.put("generation", 1);
    if (logins == null) {
      lease.put("connectionProperties", Map.of("sslmode", "verify-full"));
    }
    lease.put("links", Map.of("self", "/v1/leases/" + id));
    if (!policy.isEmpty()) {
      lease.put("policy", policy);
    }
    leases.put(id, lease);
    owners.put(id, owner);
    return id;
  }

  /** Whether the subject has such a lease, which goes on. */
  synchronized boolean has(String owner, String id) {
    return owner.equals(owners.get(id)) && !revoked.contains(id);
  }

  synchronized Map<String, Object> renew(String id) {
    var lease = new TreeMap<>(leases.get(id));
    lease.put("expiresAt", clock.instant().plus(life).toString());
    lease.put("renewable", renewable);
    if (!policy.isEmpty()) {
      lease.put("policy", policy);
    }
    leases.put(id, lease);
    return lease;
  }

  synchronized void revoke(String owner, String id) {
    if (has(owner, id)) {
      revoked.add(id);
    }
  }

  synchronized void end(String id) {
    revoked.add(id);
  }

  synchronized Map<String, Map<String, Object>> leases() {
    return Map.copyOf(leases);
  }

  synchronized Set<String> revoked() {
    return Set.copyOf(revoked);
  }
}
