package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * The login of a lease as a book keeps it.
 *
 * @param brokerLease what the broker calls its lease
 * @param generation one more than before whenever the password is another
 * @param sealed the password, by {@link SealedPasswords}; empty once it was erased
 * @param sealedUntil when the book erases it
 */
public record KeptLogin(
    String brokerLease,
    String user,
    Map<String, String> connectionProperties,
    int generation,
    String sealed,
    Instant sealedUntil) {
  public KeptLogin {
    requireNonNull(brokerLease);
    requireNonNull(user);
    connectionProperties = Map.copyOf(connectionProperties);
    requireNonNull(sealed);
    requireNonNull(sealedUntil);
  }

  /** As a book shows it at that time: without the password if it is to be erased. */
  public KeptLogin at(Instant now) {
    return sealed.isEmpty() || sealedUntil.isAfter(now) ? this : withSealed("", sealedUntil);
  }

  /** The same login with another text, or none, in place of the password. */
  public KeptLogin withSealed(String text, Instant until) {
    return new KeptLogin(brokerLease, user, connectionProperties, generation, text, until);
  }

  /** Without the password, sealed as it is. */
  @Override
  public String toString() {
    return "login " + user + ", generation " + generation;
  }
}
