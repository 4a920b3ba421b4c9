package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.protocol.RequestStatus;

/**
 * A request that this process waits for.
 *
 * @param request as it is asked for here
 * @param presented by whom
 * @param review where people look at it, as the service says; may be empty
 * @param isUsed whether something runs by it, and whoever asks how it stands is reading that
 */
record Filed(AccessRequest request, Presented presented, String review, boolean isUsed) {

  Filed used() {
    return new Filed(request, presented, review, true);
  }

  /**
   * What has become of a draft at the service.
   *
   * @throws RefusedException if the service took it for something else
   */
  static Filed of(AccessRequest draft, Presented presented, RequestStatus status)
      throws RefusedException {
    boolean isHasty = !status.emergency().isEmpty() && !draft.isEmergency();
    if (!status.binding().equals(draft.binding().digest()) || isHasty) {
      throw Wording.unreadable(
          "the access request was not filed", "it is of something else than was asked");
    }
    var request =
        new AccessRequest(
            status.id(),
            draft.subject(),
            draft.actor(),
            draft.binding(),
            draft.requirement(),
            draft.summary(),
            status.filedAt(),
            status.emergency());
    return new Filed(request, presented, status.review(), false);
  }

  /** Whether an answer is about this request. */
  boolean isMeantBy(String id, String binding) {
    return id.equals(request.id()) && binding.equals(request.binding().digest());
  }
}
