package io.jitjdbc.policy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides. Thread-safe; never returns null; a failure is a denial.
 *
 * <p><b>Guarantees</b>: a decision depends on the request and the policy version alone, so that it
 * may be cached under its own {@link Decision#policyVersion()} for as long as {@link #version()} is
 * the same. <b>Does not protect against</b> a policy that permits too much.
 */
public interface PolicyDecisionPoint extends AutoCloseable {

  /** Whether, and under which obligations, the subject may do all of this. */
  Decision decide(AuthorizationRequest request);

  /** Changes whenever a decision may; cheap, called for every statement. */
  String version();

  /**
   * The same for who has just looked at the clock, which takes longer than anything else here.
   *
   * @param now the time at this moment
   */
  default String version(Instant now) {
    return version();
  }

  /**
   * Whether the subject is held to the decisions. May be answered otherwise only when {@link
   * #version()} has changed; cheap, called for every statement that is new.
   */
  default PolicyMode mode(Subject subject) {
    return PolicyMode.ENFORCE;
  }

  /**
   * Whether it says anything of {@link io.jitjdbc.access.Resource.Metadata}. Only then is it asked
   * about what {@link java.sql.DatabaseMetaData} tells, which is free otherwise. May be answered
   * otherwise only when {@link #version()} has changed; cheap, called for every such question.
   */
  default boolean mindsMetadata() {
    return false;
  }

  /**
   * What an operator must see to although statements go on, for health checks: a policy that could
   * not be read again, or one that is not enforced. Holds no secret.
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * Takes over the policy that a new lease brought, before anybody connects with the lease. Whoever
   * has its policy from elsewhere does nothing.
   *
   * @param signedPolicy as the broker handed it over; empty if it handed over none
   * @param target the database that the lease is for
   * @throws RefusedException {@code 28000} if it is not a policy to decide by there; the lease is
   *     given back then
   */
  default void adopt(String signedPolicy, String target) throws RefusedException {}

  @Override
  default void close() {}
}
