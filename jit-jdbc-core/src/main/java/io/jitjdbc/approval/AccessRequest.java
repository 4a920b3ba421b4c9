package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import java.time.Instant;
import java.util.Set;

/**
 * A request filed after a requestable denial: enough for a person to decide on. It holds bind
 * values and SQL literals only if the policy says so.
 *
 * @param id short enough to type; unique at its service
 * @param subject whose rights count
 * @param actor who acts for the subject; the subject itself where nobody does
 * @param binding what an approval will be good for
 * @param summary what the approver reads
 * @param emergency why it goes ahead without an approval, and is reviewed afterwards; empty if it
 *     waits for one, as nearly all do
 */
public record AccessRequest(
    String id,
    Subject subject,
    Subject actor,
    ApprovalBinding binding,
    ApprovalRequirement requirement,
    Summary summary,
    Instant filedAt,
    String emergency) {

  /**
   * What the approver reads.
   *
   * @param rule the policy rule that asks
   * @param reason why it asks
   * @param statement the statement, without its literals unless values are shown
   * @param resources the tables and columns that it touches
   * @param application who connects, as it calls itself
   * @param details the rest of what is known
   */
  public record Summary(
      String rule,
      String reason,
      String statement,
      Set<String> resources,
      String application,
      RequestDetails details) {
    public Summary {
      requireNonNull(rule);
      requireNonNull(reason);
      requireNonNull(statement);
      resources = Set.copyOf(resources);
      requireNonNull(application);
      requireNonNull(details);
    }

    /** One of which nothing more is known. */
    public Summary(
        String rule, String reason, String statement, Set<String> resources, String application) {
      this(rule, reason, statement, resources, application, RequestDetails.NONE);
    }
  }

  public AccessRequest {
    requireNonNull(id);
    requireNonNull(requirement);
    requireNonNull(summary);
    requireNonNull(filedAt);
    requireNonNull(emergency);
    if (!emergency.isEmpty() && requirement.breakGlass().isEmpty()) {
      throw new IllegalArgumentException("nobody may do without this approval");
    }
    if (!binding.subject().equals(subject.key()) || !binding.actor().equals(actor.key())) {
      throw new IllegalArgumentException("the binding names another subject or actor");
    }
  }

  /** One that waits for an approval. */
  public AccessRequest(
      String id,
      Subject subject,
      Subject actor,
      ApprovalBinding binding,
      ApprovalRequirement requirement,
      Summary summary,
      Instant filedAt) {
    this(id, subject, actor, binding, requirement, summary, filedAt, "");
  }

  /** Whether it goes ahead without an approval. */
  public boolean isEmergency() {
    return !emergency.isEmpty();
  }

  /** The same request under another id, for services where the proposed one is taken. */
  public AccessRequest withId(String other) {
    return new AccessRequest(
        other, subject, actor, binding, requirement, summary, filedAt, emergency);
  }

  /** The same, filed at another moment. */
  public AccessRequest at(Instant time) {
    return new AccessRequest(id, subject, actor, binding, requirement, summary, time, emergency);
  }

  /** From then on nobody can answer any more. */
  public Instant expiresAt() {
    return filedAt.plus(requirement.answerWithin());
  }
}
