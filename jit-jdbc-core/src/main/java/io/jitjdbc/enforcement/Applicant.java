package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.sql.Analysis.Analysed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes what the policy wants approved to people, and tells them what they would permit. */
final class Applicant {
  /** Several rules may each ask for an approval; a policy that asks for ever is not followed. */
  static final int MOST_APPROVALS = 8;

  private final ApprovalGate gate;
  private final Judge judge;

  Applicant(ApprovalGate gate, Judge judge) {
    this.gate = gate;
    this.judge = judge;
  }

  /** What the policy says of an execution that rests on these approvals. */
  @FunctionalInterface
  interface Judge {
    Decision decide(Inquiry inquiry, Analysed analysed, List<Approval> approvals);
  }

  /** One use of an approval; one for a session is used as long as it is good. */
  Approval obtain(Application application) throws RefusedException {
    Inquiry inquiry = application.inquiry();
    ApprovalBinding binding = application.binding();
    Grants.Obtaining asking = () -> gate.obtain(request(application), inquiry);
    // An emergency ends with whoever claimed it.
    boolean lasts =
        binding.isForSession() && inquiry.emergency(application.requirement()).isEmpty();
    return lasts
        ? inquiry
            .acting()
            .grants()
            .obtain(binding, inquiry.context().time(), gate::isRevoked, asking)
        : asking.obtain();
  }

  private AccessRequest request(Application application) {
    Inquiry inquiry = application.inquiry();
    var briefing = new Briefing(inquiry, application.analysed(), consequence(application));
    return inquiry.request(
        application.binding(),
        application.requirement(),
        briefing.summary(application.question(), application.requirement()));
  }

  /** What would be permitted if people agreed to this, and to all that is asked after it. */
  private Optional<Permit> consequence(Application application) {
    var assumed = new ArrayList<>(application.held());
    Application next = application;
    while (assumed.size() < MOST_APPROVALS) {
      assumed.add(assumed(next));
      Decision decision = judge.decide(application.inquiry(), application.analysed(), assumed);
      Optional<RequestableDeny> more =
          decision.fold(permit -> Optional.empty(), deny -> Optional.empty(), Optional::of);
      if (more.isEmpty()) {
        return decision.fold(Optional::of, deny -> Optional.empty(), again -> Optional.empty());
      }
      next =
          application.then(
              Inquiry.Question.of(more.get()), more.get().requirement(), List.copyOf(assumed));
    }
    return Optional.empty();
  }

  private static Approval assumed(Application application) {
    Instant later = application.inquiry().context().time().plusSeconds(1);
    return new Approval("assumed", "assumed", application.binding(), List.of(), later);
  }
}
