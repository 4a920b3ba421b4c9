package io.jitjdbc.credential.protocol;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A database that logins are leased of.
 *
 * @param broker makes and ends them; whoever made it closes it, and not before its leases are over
 * @param groups whose members may have one; empty if everybody may whose token is good
 * @param longest how long a lease may last, and how much more time a renewal may give
 * @param purpose what the whole purpose must look like
 * @param renewable whether the broker can give a lease more time; if so, its password is kept, and
 *     sealed, until it is over
 * @param connectionProperties what the vendor's driver needs besides; those of the broker go first
 */
public record LeaseTarget(
    CredentialBroker broker,
    Set<String> groups,
    Duration longest,
    Pattern purpose,
    boolean renewable,
    Map<String, String> connectionProperties) {
  /** Nobody is asked for a purpose. */
  public static final Pattern ANY_PURPOSE = Pattern.compile("(?s).*");

  /** There must be a purpose, whatever it is. */
  public static final Pattern SOME_PURPOSE = Pattern.compile("(?s).*\\S.*");

  private static final Duration LONGEST = Duration.ofDays(1);

  public LeaseTarget {
    requireNonNull(broker);
    groups = Set.copyOf(groups);
    requireNonNull(purpose);
    connectionProperties = Map.copyOf(connectionProperties);
    if (longest.toSeconds() < 1 || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a lease lasts from one second to one day");
    }
    if (!connectionProperties.keySet().stream().allMatch(Lease::isConnectionProperty)
        || connectionProperties.values().stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "connection properties hold no login, nothing that begins with jit. and no empty text");
    }
  }
}
