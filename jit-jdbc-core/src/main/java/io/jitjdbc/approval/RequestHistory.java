package io.jitjdbc.approval;

import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request went through, told from what is kept of it. Stateless. */
public final class RequestHistory {
  private RequestHistory() {}

  /**
   * One change of its status.
   *
   * @param byName by whom, for display; empty if by nobody, as when its time ran out
   * @param comment what they said; may be empty
   */
  public record Change(Status status, String byName, String comment, Instant at) {}

  /**
   * The changes, oldest first. What an earlier release did not keep is left out: when an approval
   * was used up.
   */
  public static List<Change> of(AccessRequest request, RequestState state) {
    var changes = new ArrayList<Change>();
    String asker = request.actor().name();
    changes.add(new Change(Status.REQUESTED, asker, "", request.filedAt()));
    answered(request, state.answers()).ifPresent(changes::add);
    state.ending().map(RequestHistory::change).ifPresent(changes::add);
    String user = state.status() == Status.CONSUMED ? asker : "";
    state.overSince().map(at -> new Change(state.status(), user, "", at)).ifPresent(changes::add);
    return List.copyOf(changes);
  }

  private static Change change(Ending how) {
    return new Change(how.status(), how.byName(), how.comment(), how.at());
  }

  /** The first no, or the last yes that it took; an emergency takes neither. */
  private static Optional<Change> answered(AccessRequest request, List<Answer> answers) {
    if (request.isEmergency()) {
      return Optional.of(
          new Change(
              Status.APPROVED, request.actor().name(), request.emergency(), request.filedAt()));
    }
    Optional<Answer> no = answers.stream().filter(answer -> !answer.granted()).findFirst();
    if (no.isPresent()) {
      return no.map(answer -> change(Status.REJECTED, answer));
    }
    return new Tally(request.requirement().stages(), answers)
        .completedBy()
        .map(answer -> change(Status.APPROVED, answer));
  }

  private static Change change(Status status, Answer answer) {
    return new Change(status, answer.approverName(), answer.comment(), answer.at());
  }
}
