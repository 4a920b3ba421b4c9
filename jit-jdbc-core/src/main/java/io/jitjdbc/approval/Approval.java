package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A granted answer, as the input to a new decision. By itself it permits nothing.
 *
 * @param id of this use of the request's approval
 * @param approvers names of those who said yes
 * @param evidence what they signed, as compact JWS; empty where the service vouches for them
 */
public record Approval(
    String id,
    String requestId,
    ApprovalBinding binding,
    List<String> approvers,
    Instant expiresAt,
    List<String> evidence) {
  public Approval {
    requireNonNull(id);
    requireNonNull(requestId);
    requireNonNull(binding);
    approvers = List.copyOf(approvers);
    requireNonNull(expiresAt);
    evidence = List.copyOf(evidence);
  }

  /** The service vouches for the approvers. */
  public Approval(
      String id,
      String requestId,
      ApprovalBinding binding,
      List<String> approvers,
      Instant expiresAt) {
    this(id, requestId, binding, approvers, expiresAt, List.of());
  }
}
