package io.jitjdbc.approval.book;

import io.jitjdbc.approval.RequestProgress;
import java.time.Instant;

/** Makes the receipt of a step that is about to be taken. */
@FunctionalInterface
public interface Receipting {

  /**
   * The receipt, under one and the same key each time.
   *
   * @param counted what counts of the request after the step
   */
  Receipt of(RequestProgress counted, Instant now);
}
