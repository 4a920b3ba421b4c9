package io.jitjdbc.approval.none;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import java.time.Duration;
import java.util.Optional;

/** Refuses to file a request, and says how to have somebody to ask. */
final class NoApprovals implements ApprovalService {

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    throw RefusedException.denied(
        "rule "
            + draft.summary().rule()
            + " asks for an approval ("
            + draft.summary().reason()
            + "), but nobody can be asked here: set jit.approval, for example to table");
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    throw unknown(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    throw unknown(requestId);
  }

  private static RefusedException unknown(String requestId) {
    return RefusedException.denied(
        "there is no access request " + requestId + ", because jit.approval is none");
  }

  @Override
  public void cancel(String requestId) {
    // Nothing was filed.
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofSeconds(1);
  }
}
