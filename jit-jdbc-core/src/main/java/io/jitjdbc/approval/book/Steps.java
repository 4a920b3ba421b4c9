package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import java.time.Instant;

/** How steps get into a book. */
@FunctionalInterface
interface Steps {

  /**
   * Puts the next step in place of the one that was seen, unless somebody else was faster.
   *
   * @param counted of the next progress, what counts
   */
  boolean take(RequestProgress seen, RequestProgress next, RequestProgress counted, Instant now)
      throws RefusedException;

  /** Into that book. */
  static Steps into(RequestBook book) {
    return (seen, next, counted, now) -> book.step(seen, next, now);
  }

  /** Into that book, each with its receipt: there is never one without the other. */
  static Steps into(RequestBook book, Receipting receipting) {
    return (seen, next, counted, now) -> {
      Receipt receipt = receipting.of(counted, now);
      if (book.step(seen, next, now, receipt)) {
        return true;
      }
      if (book.receipt(receipt.key(), now).isPresent()) {
        // Whoever was faster was asked the very same: another step would be a second one.
        throw RefusedException.denied(
            "the same was done already, under the same key. Ask for the answer again");
      }
      return false;
    };
  }
}
