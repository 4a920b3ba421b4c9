package io.jitjdbc.approval;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.util.List;

/** The approver's side of a service: see what is open, and answer. Thread-safe. */
public interface ApprovalDesk {

  /** A request and where it stands. */
  record Entry(AccessRequest request, RequestState state) {}

  /** Every request that still waits for an answer, oldest first. */
  List<Entry> open() throws RefusedException;

  /**
   * One request, whatever its state.
   *
   * @throws RefusedException if it is unknown or the service cannot be asked
   */
  Entry find(String requestId) throws RefusedException;

  /**
   * Says yes or no. The first no ends the request; a yes counts once a person.
   *
   * @throws RefusedException if the approver is the subject or acts for it, is in none of the
   *     approver groups, has answered before, or the request is not open; nothing is changed then
   */
  RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException;
}
