package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.identity.PresentedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several approval services as one: a request is filed at each, and the first complete quorum wins.
 * Thread-safe.
 *
 * <p><b>Guarantees</b>: answers at two services never make a quorum together; one no, and one
 * revocation, ends the request everywhere; once a use was handed out, the others hand out none, in
 * this process at once and among processes as far as they can be asked; a service that cannot be
 * asked is left out as long as another one can. <b>Does not protect against</b> a service that
 * cannot be asked from one process only: if people have completed a quorum at another one as well,
 * each of the two approvals may be used as often as it was granted.
 */
public final class JointApprovals implements ApprovalService {
  private final List<Member> members;
  private final KnownRequests requests;

  /**
   * @param services by the names that messages have for them, in the order in which their approvals
   *     are used; closed with this
   */
  public JointApprovals(Map<String, ApprovalService> services) {
    var all = new ArrayList<Member>();
    services.forEach((name, service) -> all.add(new Member(name, service)));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("without a service nobody could be asked");
    }
    this.members = List.copyOf(all);
    this.requests = new KnownRequests(members);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return file(draft, Presented.nothing());
  }

  @Override
  public AccessRequest file(AccessRequest draft, Presented presented) throws RefusedException {
    Optional<JointRequest> latest =
        requests
            .latest(draft)
            .filter(known -> !known.request().isEmergency() && !draft.isEmergency())
            .filter(Filing::isApproved);
    if (latest.isPresent()) {
      // Who was not asked then, or is done with it, need not hear of it again.
      return latest.get().request();
    }
    var filing = new Filing(draft, presented);
    filing.at(members);
    return requests.note(filing.request(), filing.parts()).request();
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    JointRequest joint = requests.find(requestId);
    Standing.Look decisive = Standing.of(joint).decisive();
    if (isDecision(decisive.state().status())) {
      Withdrawal.allBut(decisive.part(), joint);
    } else {
      joint.source().ifPresent(source -> Withdrawal.allBut(source, joint));
    }
    return decisive.state();
  }

  private static boolean isDecision(Status status) {
    return status == Status.REJECTED || status == Status.REVOKED || status == Status.CONSUMED;
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    JointRequest joint = requests.find(requestId);
    joint.lock().lock();
    try {
      Optional<Approval> use = new Taking(joint).take();
      if (use.isPresent()) {
        requests.note(joint);
      }
      return use;
    } finally {
      joint.lock().unlock();
    }
  }

  @Override
  public Optional<Approval> redeem(AccessRequest draft, String signed) throws RefusedException {
    Optional<JointRequest> latest = requests.latest(draft);
    if (latest.isPresent()) {
      requireNotRefused(latest.get());
    }
    var refusals = new Refusals();
    for (Member member : members) {
      try {
        Optional<Approval> taken = member.service().redeem(draft, signed);
        if (taken.isPresent()) {
          return taken.map(approval -> redeemed(draft, member, approval));
        }
      } catch (RefusedException e) {
        refusals.add(member, e);
      }
    }
    if (!refusals.isEmpty()) {
      throw refusals.together("");
    }
    return Optional.empty();
  }

  /** A no counts against what was signed elsewhere, too. */
  private static void requireNotRefused(JointRequest joint) throws RefusedException {
    for (Part part : joint.parts()) {
      Optional<RequestState> state = part.stateIfKnown();
      if (state.isPresent() && isRefusal(state.get(), joint.request())) {
        throw RefusedException.denied(
            "request "
                + joint.request().id()
                + " was refused or revoked at jit.approval="
                + part.member().name()
                + ", so that no signed approval opens it. Run the statement without one to ask"
                + " anew");
      }
    }
  }

  private static boolean isRefusal(RequestState state, AccessRequest request) {
    return state.status() == Status.REJECTED || Withdrawal.isTakenBack(state, request);
  }

  private Approval redeemed(AccessRequest draft, Member member, Approval approval) {
    AccessRequest filed = draft.withId(approval.requestId());
    var part = new Part(member, approval.requestId());
    JointRequest joint = requests.latest(draft).orElseGet(() -> requests.open(filed));
    if (joint.parts().stream().noneMatch(part::isSame)) {
      joint.update(List.of(part), members);
    }
    Approval use = joint.handOut(part, approval);
    requests.note(joint);
    Withdrawal.allBut(part, joint);
    return use;
  }

  @Override
  public String nextStep(AccessRequest request) {
    return requests.known(request.id()).map(JointRequest::parts).stream()
        .flatMap(List::stream)
        .map(part -> part.member().service().nextStep(request.withId(part.id())))
        .distinct()
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", or "),
                steps -> steps.isEmpty() ? ApprovalService.super.nextStep(request) : steps));
  }

  @Override
  public void giveBack(Approval approval) {
    requests.known(approval.requestId()).ifPresent(joint -> joint.giveBack(approval));
  }

  @Override
  public void cancel(String requestId) {
    try {
      requests.find(requestId).parts().forEach(part -> part.member().service().cancel(part.id()));
    } catch (RefusedException e) {
      // Nobody knows it, so nobody waits for it.
    }
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return members.stream().anyMatch(member -> member.desk().isPresent())
        ? Optional.of(new JointDesk(members, requests))
        : Optional.empty();
  }

  @Override
  public Optional<ApprovalDesk> desk(PresentedToken token) {
    List<Member> seen = members.stream().map(member -> member.seenBy(token)).toList();
    return seen.stream().anyMatch(member -> member.desk().isPresent())
        ? Optional.of(new JointDesk(seen, new KnownRequests(seen)))
        : Optional.empty();
  }

  @Override
  public Watch watch(String requestId, Duration atMost, Runnable changed) {
    List<Watch> eyes =
        requests.known(requestId).map(JointRequest::parts).orElse(List.of()).stream()
            .map(part -> part.member().service().watch(part.id(), atMost, changed))
            .toList();
    return () -> eyes.forEach(Watch::end);
  }

  @Override
  public boolean isWorthWaitingFor() {
    return members.stream().anyMatch(member -> member.service().isWorthWaitingFor());
  }

  @Override
  public Duration pollInterval() {
    return members.stream()
        .map(member -> member.service().pollInterval())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Closes each, and only then throws what one of them has thrown. */
  @Override
  public void close() {
    var failures = new ArrayList<RuntimeException>();
    for (Member member : members) {
      try {
        member.service().close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
