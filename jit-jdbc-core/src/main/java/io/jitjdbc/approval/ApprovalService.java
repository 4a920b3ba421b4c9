package io.jitjdbc.approval;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes access requests to people and brings back their answers. Thread-safe; may block on the
 * network for a bounded time.
 *
 * <p><b>Guarantees</b>: one use is handed out to one caller only; nobody approves their own
 * request; a quorum counts distinct people. <b>Does not protect against</b> two people who collude.
 */
public interface ApprovalService extends AutoCloseable {

  /**
   * Files a request, or returns the one with an equal binding that is still open or still usable:
   * asking twice for the same thing asks people once.
   *
   * @param draft whose id is a proposal, best from {@link RequestId}; the returned request's id
   *     counts
   * @throws RefusedException if the request cannot be filed
   */
  AccessRequest file(AccessRequest draft) throws RefusedException;

  /**
   * The same for a service that verifies by itself who asks, and believes the draft as little as
   * anybody else; every other one takes the draft as it is.
   *
   * @param presented what subject and actor were found to be by
   * @throws RefusedException if the request cannot be filed
   */
  default AccessRequest file(AccessRequest draft, Presented presented) throws RefusedException {
    return file(draft);
  }

  /**
   * Where a request stands.
   *
   * @throws RefusedException if it is unknown or the service cannot be asked
   */
  RequestState state(String requestId) throws RefusedException;

  /**
   * Takes one use of an approved request, atomically; empty when it is not approved, used up or too
   * old.
   *
   * @throws RefusedException if the service cannot be asked
   */
  Optional<Approval> consume(String requestId) throws RefusedException;

  /**
   * One use of an approval that people signed elsewhere, if this is one for exactly that request;
   * empty if it is for something else, or this service takes none.
   *
   * @param signed what was presented: answers as compact JWS, with spaces between them
   * @throws RefusedException if it is for this request and not good
   */
  default Optional<Approval> redeem(AccessRequest draft, String signed) throws RefusedException {
    return Optional.empty();
  }

  /** What somebody has to do for an open request to be answered; for messages, no full stop. */
  default String nextStep(AccessRequest request) {
    return "jit approve " + request.id();
  }

  /**
   * Gives back a use by which nothing was read and nothing changed: the database failed before the
   * first row. Idempotent; never throws. A service that does not know how lets it be used up.
   */
  default void giveBack(Approval approval) {}

  /** Withdraws an open request: nobody waits for it any more. Idempotent; never throws. */
  void cancel(String requestId);

  /** The approvers' side of this service, if it has one in this process. */
  default Optional<ApprovalDesk> desk() {
    return Optional.empty();
  }

  /**
   * The same for a service that verifies by itself who answers: all that is done there counts as
   * done by the person whose token it is.
   */
  default Optional<ApprovalDesk> desk(PresentedToken token) {
    return desk();
  }

  /** An eye on a request. */
  @FunctionalInterface
  interface Watch {
    /** Looks no more. Idempotent; never blocks and never throws. */
    void end();
  }

  /**
   * Keeps an eye on a request while its statement waits, so that it need not sit out the {@link
   * #pollInterval()} once it is answered. This is no more than a hint: {@link #state} says what has
   * happened, and where nobody gives a hint, the pause goes on to its end. Never blocks and never
   * throws.
   *
   * @param atMost how long
   * @param changed runs on another thread, once or not at all; must not block
   */
  default Watch watch(String requestId, Duration atMost, Runnable changed) {
    return () -> {};
  }

  /** Whether an answer may come while a statement waits; if not, none does. */
  default boolean isWorthWaitingFor() {
    return true;
  }

  /** How long a waiting statement should pause between two looks at the state. */
  Duration pollInterval();

  @Override
  default void close() {}
}
