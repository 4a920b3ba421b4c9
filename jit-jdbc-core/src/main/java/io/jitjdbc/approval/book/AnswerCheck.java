package io.jitjdbc.approval.book;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestProgress;
import java.util.Optional;

/** What of a book is believed. Thread-safe. */
public interface AnswerCheck {

  /** Everything: who may write to the book is trusted. */
  AnswerCheck THE_BOOKS_WORD =
      new AnswerCheck() {
        @Override
        public Optional<AccessRequest> recognize(AccessRequest draft, AccessRequest kept) {
          return Optional.of(kept);
        }

        @Override
        public void require(Delegation delegation) {}

        @Override
        public Judged judge(RequestProgress seen) {
          return new Judged(seen, "");
        }

        @Override
        public Judged judgeOwn(RequestProgress seen) {
          return new Judged(seen, "");
        }
      };

  /**
   * What of a request counts.
   *
   * @param progress with the answers that do
   * @param doubt why others do not; empty if all do
   */
  record Judged(RequestProgress progress, String doubt) {
    public Judged {
      requireNonNull(progress);
      requireNonNull(doubt);
    }
  }

  /**
   * A kept request as this process asks for it, which it may be used for from then on; empty if
   * people are shown something else of it.
   */
  Optional<AccessRequest> recognize(AccessRequest draft, AccessRequest kept);

  /**
   * Before it is kept.
   *
   * @throws RefusedException if it would not count
   */
  void require(Delegation delegation) throws RefusedException;

  /** What counts, for people to see. */
  Judged judge(RequestProgress seen);

  /**
   * What counts, for a use.
   *
   * @throws RefusedException if this process has not asked for it, so that nothing tells what
   *     people should have been shown
   */
  Judged judgeOwn(RequestProgress seen) throws RefusedException;
}
