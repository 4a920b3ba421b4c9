package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A granted answer, as the input to a new decision. By itself it permits nothing.
 *
 * @param id of this use of the request's approval
 * @param approvers names of those who said yes
 */
public record Approval(
    String id,
    String requestId,
    ApprovalBinding binding,
    List<String> approvers,
    Instant expiresAt) {
  public Approval {
    requireNonNull(id);
    requireNonNull(requestId);
    requireNonNull(binding);
    approvers = List.copyOf(approvers);
    requireNonNull(expiresAt);
  }
}
