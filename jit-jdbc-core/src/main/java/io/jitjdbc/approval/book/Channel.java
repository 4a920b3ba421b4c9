package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;

/** A way to people, which is told what becomes of requests. Thread-safe. */
public interface Channel extends AutoCloseable {

  /** For people who look for themselves. */
  Channel NONE =
      new Channel() {
        @Override
        public void asked(AccessRequest request) {}

        @Override
        public void changed(AccessRequest request, RequestState state) {}

        @Override
        public void close() {}
      };

  /**
   * A request was filed.
   *
   * @throws RefusedException if nobody can be told; the request is withdrawn then
   */
  void asked(AccessRequest request) throws RefusedException;

  /** Something has become of a request, in this process. Never throws. */
  void changed(AccessRequest request, RequestState state);

  /** Whether {@link #noticed} tells anybody; if not, it is left to others who share the book. */
  default boolean givesNotice() {
    return false;
  }

  /**
   * Time has passed, and it is for this process to say so, the only one among all. Never throws.
   */
  default void noticed(AccessRequest request, Notice notice) {}

  /** What brings the answers that people give here to those approvals; opens nothing yet. */
  default Ears ears(BookApprovals approvals) {
    return Ears.NONE;
  }

  @Override
  void close();
}
