package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import java.time.Instant;

/**
 * Somebody answers in another's place for a while, out of office for one. The two count as one
 * person, and nobody can answer in the place of whoever asks.
 *
 * @param absent who is away, with the groups that they were in when they said so
 * @param deputy key of who answers in their place
 * @param begin from when
 * @param end until just before when
 * @param evidence what the absent person signed, as compact JWS; empty if nobody signed it
 */
public record Delegation(
    Subject absent, String deputy, Instant begin, Instant end, String evidence) {
  public Delegation {
    requireNonNull(absent);
    requireNonNull(deputy);
    requireNonNull(begin);
    requireNonNull(end);
    requireNonNull(evidence);
    if (!begin.isBefore(end)) {
      throw new IllegalArgumentException("a delegation must end after it begins");
    }
    if (absent.key().equals(deputy)) {
      throw new IllegalArgumentException("nobody is their own deputy");
    }
  }

  /** Nobody signed it. */
  public Delegation(Subject absent, String deputy, Instant begin, Instant end) {
    this(absent, deputy, begin, end, "");
  }

  /** The same with its proof. */
  public Delegation signed(String proof) {
    return new Delegation(absent, deputy, begin, end, proof);
  }

  /** Whether the deputy may answer at that moment. */
  public boolean isInForceAt(Instant now) {
    return !now.isBefore(begin) && now.isBefore(end);
  }
}
