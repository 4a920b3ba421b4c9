package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A credential for one subject and target, good until {@link #expiresAt()}.
 *
 * @param id names the lease in audit and at the broker; not a secret
 * @param credential the login
 * @param issuedAt when it began
 * @param expiresAt when it ends, whether or not the database ends the login by itself
 * @param connectionProperties what the delegate driver needs besides, for example {@code sslmode};
 *     no login
 * @param policy the signed policy that came with it, for the policy decision point; empty if none
 */
public record Lease(
    String id,
    DatabaseCredential credential,
    Instant issuedAt,
    Instant expiresAt,
    Map<String, String> connectionProperties,
    String policy) {
  /** A login beside the credential could differ from what is audited. */
  private static final Set<String> LOGIN = Set.of("user", "username", "password");

  public Lease {
    requireNonNull(id);
    requireNonNull(credential);
    requireNonNull(issuedAt);
    connectionProperties = Map.copyOf(connectionProperties);
    requireNonNull(policy);
    if (!connectionProperties.keySet().stream().allMatch(Lease::isConnectionProperty)) {
      throw new IllegalArgumentException("a lease must hold its login in its credential");
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("a lease must end after it begins");
    }
  }

  /** A lease that brings no policy. */
  public Lease(
      String id,
      DatabaseCredential credential,
      Instant issuedAt,
      Instant expiresAt,
      Map<String, String> connectionProperties) {
    this(id, credential, issuedAt, expiresAt, connectionProperties, "");
  }

  /** Whether a property is neither part of a login nor one of this library's own. */
  public static boolean isConnectionProperty(String name) {
    return !name.startsWith("jit.") && !LOGIN.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Over at that moment; the moment of expiry is already too late. */
  public boolean isExpiredAt(Instant time) {
    return !time.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "lease " + id + " of " + credential.user() + " until " + expiresAt;
  }
}
