package io.jitjdbc.credential.vault;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a Vault knows: JWTs that it believes, tokens and leases. A lease ends with its token, as in
 * Vault. Its time is the test's. Thread-safe.
 */
final class VaultState {
  private static final String DENIED = "{\"errors\":[\"permission denied\"]}";

  private final MutableClock clock;
  private final Set<String> secrets;
  final Set<String> jwts = ConcurrentHashMap.newKeySet();
  final Map<String, Token> tokens = new ConcurrentHashMap<>();
  final Map<String, Issued> leases = new ConcurrentHashMap<>();
  volatile Duration tokenLife = Duration.ofHours(1);
  volatile Duration leaseLife = Duration.ofMinutes(30);
  volatile Duration longestLease = Duration.ofHours(24);
  volatile Object staticTtl = 3_600;
  volatile boolean mayLookUp = true;

  record Token(Instant endsAt, Instant latest) {}

  record Issued(String token, Instant issuedAt, Instant endsAt) {}

  record Outcome(int status, String body) {}

  VaultState(MutableClock clock, Set<String> secrets) {
    this.clock = clock;
    this.secrets = secrets;
  }

  /** Null for what is not in the API. */
  Outcome handle(String call, String token, Map<String, Object> body) {
    if (call.endsWith("/login")) {
      return login(body);
    }
    if (!isGood(token)) {
      return new Outcome(403, DENIED);
    }
    return switch (call) {
      case "GET database/creds/ro", "GET team/db/creds/ro" -> credentials(call, token);
      case "GET database/static-creds/app" -> standing();
      case "POST auth/token/renew-self" -> renewed(token);
      case "POST auth/token/revoke-self" -> revoked(token);
      case "PUT sys/leases/renew" -> renewed(body);
      case "PUT sys/leases/lookup" -> lookedUp(String.valueOf(body.get("lease_id")));
      case "PUT sys/leases/revoke" -> {
        leases.remove(body.get("lease_id"));
        yield new Outcome(204, "");
      }
      default -> null;
    };
  }

  private Outcome lookedUp(String id) {
    if (!mayLookUp) {
      return new Outcome(403, DENIED);
    }
    return isLiving(id)
        ? answer(Map.of("data", Map.of("id", id, "renewable", true, "ttl", 60)))
        : new Outcome(400, "{\"errors\":[\"invalid lease\"]}");
  }

  boolean isGood(String token) {
    Token known = tokens.get(token);
    return known != null && clock.instant().isBefore(known.endsAt());
  }

  /** A lease that has not ended, neither by itself nor with its token. */
  boolean isLiving(String lease) {
    Issued issued = leases.get(lease);
    return issued != null && isGood(issued.token()) && clock.instant().isBefore(issued.endsAt());
  }

  String newToken() {
    String token = secret("hvs.");
    Instant now = clock.instant();
    tokens.put(token, new Token(now.plus(tokenLife), now.plus(tokenLife.multipliedBy(3))));
    return token;
  }

  private String secret(String prefix) {
    String secret = prefix + UUID.randomUUID();
    secrets.add(secret);
    return secret;
  }

  private Outcome login(Map<String, Object> body) {
    if (!jwts.contains(body.get("jwt"))) {
      return new Outcome(
          400, "{\"errors\":[\"error validating token: invalid audience (aud) claim\"]}");
    }
    return auth(newToken(), tokenLife);
  }

  private Outcome auth(String token, Duration life) {
    var auth = new HashMap<String, Object>();
    auth.put("client_token", token);
    auth.put("accessor", "0e9e354a-520f-df04-6867-ee81cae3d42d");
    auth.put("policies", new String[] {"default"});
    auth.put("metadata", Map.of("role", "app"));
    auth.put("lease_duration", life.toSeconds());
    auth.put("renewable", true);
    return answer(Map.of("auth", auth, "lease_id", "", "renewable", false, "lease_duration", 0));
  }

  private Outcome renewed(String token) {
    Token known = tokens.get(token);
    Instant wanted = clock.instant().plus(tokenLife);
    Instant end = wanted.isBefore(known.latest()) ? wanted : known.latest();
    tokens.put(token, new Token(end, known.latest()));
    return auth(token, Duration.between(clock.instant(), end));
  }

  private Outcome revoked(String token) {
    tokens.remove(token);
    return new Outcome(204, "");
  }

  private Outcome credentials(String call, String token) {
    String id = call.substring(4) + "/" + UUID.randomUUID();
    Instant now = clock.instant();
    leases.put(id, new Issued(token, now, now.plus(leaseLife)));
    Map<String, Object> data =
        Map.of("username", "v-jwt-ro-" + id.substring(id.length() - 8), "password", secret("pw-"));
    return answer(
        Map.of(
            "lease_id",
            id,
            "lease_duration",
            leaseLife.toSeconds(),
            "renewable",
            true,
            "data",
            data));
  }

  private Outcome standing() {
    Map<String, Object> data =
        Map.of(
            "username",
            "app",
            "password",
            secret("pw-"),
            "rotation_period",
            86_400,
            "ttl",
            staticTtl,
            "last_vault_rotation",
            "2029-12-31T23:00:00.725285249Z");
    return answer(Map.of("lease_id", "", "lease_duration", 0, "renewable", false, "data", data));
  }

  private Outcome renewed(Map<String, Object> body) {
    String id = String.valueOf(body.get("lease_id"));
    Issued issued = leases.get(id);
    if (issued == null) {
      return new Outcome(400, "{\"errors\":[\"lease not found\"]}");
    }
    Instant wanted = clock.instant().plusSeconds((Long) body.get("increment"));
    Instant latest = issued.issuedAt().plus(longestLease);
    Instant end = wanted.isBefore(latest) ? wanted : latest;
    leases.put(id, new Issued(issued.token(), issued.issuedAt(), end));
    long left = Duration.between(clock.instant(), end).toSeconds();
    return answer(Map.of("lease_id", id, "renewable", true, "lease_duration", left));
  }

  /** With what surrounds every answer. */
  private static Outcome answer(Map<String, Object> fields) {
    var body = new HashMap<String, Object>(fields);
    body.put("request_id", UUID.randomUUID().toString());
    body.putIfAbsent("auth", null);
    body.putIfAbsent("data", null);
    body.put("wrap_info", null);
    body.put("warnings", new String[] {"this path is old"});
    return new Outcome(200, JSONObjectUtils.toJSONString(body));
  }
}
