package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the parts of a request that another part has decided: nobody answers them in vain, and what
 * was approved there as well is handed out no more.
 */
final class Withdrawal {
  private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);

  /** By this it is told from what a person takes back. */
  private static final String REASON = "decided at another of the services of jit.approval";

  private Withdrawal() {}

  /** Whether it was revoked by a person, and not here. */
  static boolean isTakenBack(RequestState state, AccessRequest request) {
    return state.status() == Status.REVOKED && !isOurs(state, request);
  }

  private static boolean isOurs(RequestState state, AccessRequest request) {
    return state
        .ending()
        .filter(how -> how.status() == Status.REVOKED)
        .filter(how -> how.comment().equals(REASON))
        .filter(how -> how.byName().equals(request.actor().name()))
        .isPresent();
  }

  /** Ends every part but that one. Those that cannot be asked are left for another time. */
  static void allBut(Part decided, JointRequest joint) {
    for (Part part : joint.parts()) {
      if (!part.isSame(decided)) {
        end(part, joint.request());
      }
    }
  }

  static void end(Part part, AccessRequest request) {
    if (part.isWithdrawn()) {
      return;
    }
    part.member().service().cancel(part.id());
    Optional<RequestState> state = part.stateIfKnown();
    if (state.isPresent() && isEnded(part, state.get(), request)) {
      part.withdrawn();
    }
  }

  private static boolean isEnded(Part part, RequestState state, AccessRequest request) {
    if (state.status() == Status.REQUESTED) {
      // A service for which nobody waits cannot withdraw what somebody holds in their hands.
      return !part.member().service().isWorthWaitingFor();
    }
    return state.status() != Status.APPROVED || isRevoked(part, request);
  }

  private static boolean isRevoked(Part part, AccessRequest request) {
    Optional<ApprovalDesk> desk = part.member().desk();
    try {
      if (desk.isPresent()) {
        desk.get().revoke(part.id(), request.actor(), REASON);
        return true;
      }
      LOG.warn("{} has no desk at which request {} could be ended", name(part), part.id());
      return true;
    } catch (RefusedException e) {
      LOG.warn("request {} was not ended at {}: {}", part.id(), name(part), e.getMessage());
      return false;
    }
  }

  private static String name(Part part) {
    return "jit.approval=" + part.member().name();
  }
}
