package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files one request at every service that can be asked, under one id where that is possible. */
final class Filing {
  private static final Logger LOG = LoggerFactory.getLogger(Filing.class);

  private final AccessRequest draft;
  private final Presented presented;
  private final List<Filed> filed = new ArrayList<>();
  private final Refusals refusals = new Refusals();

  /** What one service has for it. */
  private record Filed(Member member, AccessRequest request) {
    Part part() {
      return new Part(member, request.id());
    }
  }

  /**
   * @param presented what its subject and actor were found to be by
   */
  Filing(AccessRequest draft, Presented presented) {
    this.draft = draft;
    this.presented = presented;
  }

  /**
   * Asks each of them.
   *
   * @throws RefusedException if none can be asked; says why of each
   */
  void at(List<Member> members) throws RefusedException {
    for (Member member : members) {
      try {
        filed.add(file(member, filed.isEmpty() ? draft : draft.withId(request().id())));
      } catch (RefusedException e) {
        failed(member, e);
      }
    }
    if (filed.isEmpty()) {
      throw refusals.together("no approval service could be asked. ");
    }
    leaveBehindWhatIsDecided();
  }

  /** As the first one that could be asked has it. */
  AccessRequest request() {
    return filed.get(0).request();
  }

  List<Part> parts() {
    return filed.stream().map(Filed::part).toList();
  }

  private Filed file(Member member, AccessRequest proposal) throws RefusedException {
    AccessRequest request = member.service().file(proposal, presented);
    if (!request.binding().equals(proposal.binding())) {
      throw RefusedException.denied("it answered for something else than was asked");
    }
    return new Filed(member, request);
  }

  private void failed(Member member, RefusedException why) throws RefusedException {
    if (why.state() == SqlState.CANCELLED) {
      // Whoever waits for the answer is called off, and so are the others.
      filed.stream()
          .filter(one -> one.request().id().equals(draft.id()))
          .forEach(one -> one.member().service().cancel(draft.id()));
      throw why;
    }
    refusals.add(member, why);
    LOG.warn(
        "jit.approval={} could not be asked, the other services are: {}",
        member.name(),
        why.getMessage());
  }

  /**
   * A service that could not be told at the time may still hold a request open or approved that
   * another one has decided: it is ended, and asked anew.
   */
  private void leaveBehindWhatIsDecided() {
    for (int i = 0; i < filed.size(); i++) {
      Filed one = filed.get(i);
      Optional<Filed> fresh = filed.stream().filter(other -> isDecidedAt(other, one)).findFirst();
      if (fresh.isPresent()) {
        Withdrawal.end(one.part(), one.request());
        try {
          filed.set(i, file(one.member(), draft.withId(fresh.get().request().id())));
        } catch (RefusedException e) {
          LOG.warn("jit.approval={} was not asked anew: {}", one.member().name(), e.getMessage());
          filed.remove(i--);
        }
      }
    }
  }

  private static boolean isDecidedAt(Filed other, Filed one) {
    if (other.request().id().equals(one.request().id())) {
      return false;
    }
    Optional<ApprovalDesk> desk = other.member().desk();
    String id = one.request().id();
    if (desk.isEmpty() || !KnownRequests.means(desk.get(), id, one.request())) {
      return false;
    }
    Optional<RequestState> there = new Part(other.member(), id).stateIfKnown();
    return there.isPresent() && isDecision(there.get(), one.request());
  }

  private static boolean isDecision(RequestState state, AccessRequest request) {
    return state.status() == Status.CONSUMED
        || state.status() == Status.REJECTED
        || Withdrawal.isTakenBack(state, request);
  }

  /** Whether there is nothing to ask. */
  static boolean isApproved(JointRequest joint) {
    try {
      return Standing.of(joint).state().status() == Status.APPROVED;
    } catch (RefusedException e) {
      // Asking anew asks each of them again.
      return false;
    }
  }
}
