package io.jitjdbc.policy;

/**
 * Decides. Thread-safe; never returns null; a failure is a denial.
 *
 * <p><b>Guarantees</b>: a decision depends on the request and the policy version alone, so that it
 * may be cached until the version changes. <b>Does not protect against</b> a policy that permits
 * too much.
 */
public interface PolicyDecisionPoint extends AutoCloseable {

  Decision decide(AuthorizationRequest request);

  /** Changes whenever a decision may; cheap, called for every statement. */
  String version();

  @Override
  default void close() {}
}
