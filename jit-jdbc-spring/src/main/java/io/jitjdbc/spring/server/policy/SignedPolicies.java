package io.jitjdbc.spring.server.policy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.policy.protocol.BundleSigner;
import io.jitjdbc.policy.protocol.BundleSigner.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/**
 * The policies that leases bring, signed anew for each. Thread-safe.
 *
 * <p>A policy is good for hardly longer than its lease: until then, a process that begins might
 * take one that has been replaced.
 */
public final class SignedPolicies {
  private static final Duration BEYOND = Duration.ofMinutes(5);

  private final PolicyBook book;
  private final BundleSigner signer;
  private final InstantSource clock;

  public SignedPolicies(PolicyBook book, BundleSigner signer, InstantSource clock) {
    this.book = book;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What counts for a database; empty if no version does.
   *
   * @param leaseEnd it lives that long at least
   * @throws RefusedException {@code 08001} if that cannot be told now
   */
  public Optional<String> policy(String target, Instant leaseEnd) throws RefusedException {
    try {
      return book.inForce(target).map(rollOut -> signed(rollOut, leaseEnd));
    } catch (DataAccessException e) {
      throw new RefusedException(
          SqlState.UNREACHABLE, "the policy could not be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private String signed(RollOut rollOut, Instant leaseEnd) {
    PolicyVersion version = book.find(rollOut.version()).orElseThrow();
    Instant now = clock.instant();
    Instant end = (leaseEnd.isAfter(now) ? leaseEnd : now).plus(BEYOND);
    return signer.sign(rollOut.target(), rollOut.serial(), version.text(), new Validity(now, end));
  }
}
