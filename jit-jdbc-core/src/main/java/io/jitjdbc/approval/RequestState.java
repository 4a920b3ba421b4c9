package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an access request stands, and who answered what.
 *
 * @param ending who cancelled or revoked it; empty for every other status
 * @param overSince when it was used up or its time ran out; empty for every other status, and where
 *     that was not kept
 */
public record RequestState(
    Status status, List<Answer> answers, Optional<Ending> ending, Optional<Instant> overSince) {

  /**
   * The life of a request: the first two may still change. An approval used up is CONSUMED; one
   * that somebody took back is REVOKED, and what runs by it is ended.
   */
  public enum Status {
    REQUESTED,
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    CONSUMED,
    REVOKED
  }

  /**
   * One person's answer.
   *
   * @param approver key of the person
   * @param approverName for display
   * @param absent key of the person in whose place it was given; empty if in nobody's
   * @param evidence what was signed, as compact JWS; empty if nobody signed it
   */
  public record Answer(
      String approver,
      String approverName,
      boolean granted,
      String comment,
      Instant at,
      String absent,
      String evidence) {
    public Answer {
      requireNonNull(approver);
      requireNonNull(approverName);
      requireNonNull(comment);
      requireNonNull(at);
      requireNonNull(absent);
      requireNonNull(evidence);
    }

    /** Nobody signed it. */
    public Answer(
        String approver,
        String approverName,
        boolean granted,
        String comment,
        Instant at,
        String absent) {
      this(approver, approverName, granted, comment, at, absent, "");
    }

    /** In nobody's place. */
    public Answer(
        String approver, String approverName, boolean granted, String comment, Instant at) {
      this(approver, approverName, granted, comment, at, "");
    }
  }

  /**
   * How it ended before its time.
   *
   * @param status CANCELLED or REVOKED
   * @param byName who ended it, for display
   */
  public record Ending(Status status, String byName, String comment, Instant at) {
    public Ending {
      requireNonNull(byName);
      requireNonNull(comment);
      requireNonNull(at);
      if (status != Status.CANCELLED && status != Status.REVOKED) {
        throw new IllegalArgumentException("nobody ends a request as " + status);
      }
    }
  }

  public RequestState {
    requireNonNull(status);
    answers = List.copyOf(answers);
    requireNonNull(ending);
    requireNonNull(overSince);
  }

  /** Its time has not run out. */
  public RequestState(Status status, List<Answer> answers, Optional<Ending> ending) {
    this(status, answers, ending, Optional.empty());
  }

  /** Nobody ended it before its time. */
  public RequestState(Status status, List<Answer> answers) {
    this(status, answers, Optional.empty());
  }
}
