package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** Where an access request stands, and who answered what. */
public record RequestState(Status status, List<Answer> answers) {

  /** The life of a request: the first two may still change. An approval used up is CONSUMED. */
  public enum Status {
    REQUESTED,
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    CONSUMED
  }

  /**
   * One person's answer.
   *
   * @param approver key of the person
   * @param approverName for display
   */
  public record Answer(
      String approver, String approverName, boolean granted, String comment, Instant at) {
    public Answer {
      requireNonNull(approver);
      requireNonNull(approverName);
      requireNonNull(comment);
      requireNonNull(at);
    }
  }

  public RequestState {
    requireNonNull(status);
    answers = List.copyOf(answers);
  }
}
