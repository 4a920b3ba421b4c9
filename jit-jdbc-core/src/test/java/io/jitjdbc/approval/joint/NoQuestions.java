package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A service without a desk that takes signed approvals only, all of them or none. */
final class NoQuestions implements ApprovalService {
  private final Optional<Approval> approval;

  NoQuestions() {
    this(Optional.empty());
  }

  NoQuestions(Optional<Approval> approval) {
    this.approval = approval;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    if (approval.isPresent()) {
      return draft;
    }
    throw RefusedException.denied("it takes no questions");
  }

  @Override
  public RequestState state(String requestId) {
    return new RequestState(RequestState.Status.REQUESTED, List.of());
  }

  @Override
  public Optional<Approval> consume(String requestId) {
    return Optional.empty();
  }

  @Override
  public Optional<Approval> redeem(AccessRequest draft, String signed) throws RefusedException {
    if (signed.equals("forged")) {
      throw RefusedException.denied("the signature is not good");
    }
    return approval;
  }

  @Override
  public String nextStep(AccessRequest request) {
    return "have it signed";
  }

  @Override
  public void cancel(String requestId) {}

  @Override
  public boolean isWorthWaitingFor() {
    return false;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofSeconds(3);
  }
}
