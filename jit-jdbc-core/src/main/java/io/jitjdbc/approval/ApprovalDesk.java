package io.jitjdbc.approval;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.util.List;

/** The approver's side of a service: see what is open, and answer. Thread-safe. */
public interface ApprovalDesk {

  /** A request and where it stands. */
  record Entry(AccessRequest request, RequestState state) {}

  /** Every request that people still have to look at, oldest first. */
  List<Entry> open() throws RefusedException;

  /**
   * One request, whatever its state.
   *
   * @throws RefusedException if it is unknown or the service cannot be asked
   */
  Entry find(String requestId) throws RefusedException;

  /**
   * Says yes or no. The first no ends the request; a yes counts once a person. To a request that
   * went ahead in an emergency, it is the review.
   *
   * @throws RefusedException if the approver is the subject or acts for it, is in none of the
   *     approver groups of the present stage and nobody's deputy who is, has answered before, or
   *     the request is not open; nothing is changed then
   */
  RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException;

  /**
   * The same, with the proof that the person or a channel signed; by itself, a desk takes none.
   *
   * @throws RefusedException as above, or if the proof is not good, missing where answers have to
   *     be signed, or given where it would be lost
   */
  default RequestState answer(String requestId, Subject approver, Verdict verdict)
      throws RefusedException {
    if (!verdict.evidence().isEmpty()) {
      throw RefusedException.denied(
          "request "
              + requestId
              + " was not answered: the service that keeps it takes no signed answers. Answer"
              + " without a key");
    }
    return answer(requestId, approver, verdict.granted(), verdict.comment());
  }

  /**
   * Takes an approval back: it is handed out no more, and what runs by it ends.
   *
   * @throws RefusedException if there is nothing to take back, or the person neither asked for it
   *     nor could have answered; nothing is changed then
   */
  RequestState revoke(String requestId, Subject by, String comment) throws RefusedException;

  /**
   * Lets a deputy answer in the absent person's place for a while.
   *
   * @throws RefusedException if the service cannot keep it
   */
  void delegate(Delegation delegation) throws RefusedException;
}
