package io.jitjdbc.testing;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Access requests and people for tests. */
public final class AccessRequests {
  public static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);
  public static final Duration VALID_FOR = Duration.ofMinutes(30);

  private AccessRequests() {}

  /** Somebody whose key is made from the name. */
  public static Subject person(String name, String... groups) {
    return new Subject("https://issuer.example", "id-of-" + name, name, Set.of(groups));
  }

  /** Any member of these groups, as many as needed, any one use. */
  public static ApprovalRequirement requirement(int quorum, int uses) {
    return new ApprovalRequirement(
        Set.of("dba", "security"), quorum, ANSWER_WITHIN, VALID_FOR, uses);
  }

  /** Ann's request for a statement, under a new id. */
  public static AccessRequest draft(String statement, ApprovalRequirement needs, Instant filedAt) {
    return draft(person("ann", "analysts"), person("ann", "analysts"), statement, needs, filedAt);
  }

  /** A request of a subject for whom somebody acts. */
  public static AccessRequest draft(
      Subject subject, Subject actor, String statement, ApprovalRequirement needs, Instant at) {
    var binding =
        new ApprovalBinding(
            subject.key(),
            actor.key(),
            "jdbc:h2:mem:shop",
            "digest of " + statement,
            "binds",
            "large-exports:1000",
            "TICKET-7",
            "v1");
    var summary =
        new AccessRequest.Summary(
            "large-exports",
            "more than 1000 rows",
            statement,
            Set.of("shop.customers.email", "shop.customers.name"),
            "reporting");
    return new AccessRequest(RequestId.random(), subject, actor, binding, needs, summary, at);
  }
}
