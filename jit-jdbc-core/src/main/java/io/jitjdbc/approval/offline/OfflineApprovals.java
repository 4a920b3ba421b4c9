package io.jitjdbc.approval.offline;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.approval.signed.AnswerVerifier;
import io.jitjdbc.approval.signed.SignedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requests into a folder and takes what approvers signed. Thread-safe; keeps nothing in
 * memory.
 *
 * <p><b>Guarantees</b>: each yes is signed by a pinned key for exactly this request as it was
 * shown; people are counted as everywhere else; one use is handed out to one caller among all that
 * share the folder. <b>Does not protect against</b> somebody who may write to the folder: they
 * could have a use handed out again. There is no way to say no, and none to take a yes back but to
 * take the key out.
 */
final class OfflineApprovals implements ApprovalService {
  private static final Logger LOG = LoggerFactory.getLogger(OfflineApprovals.class);
  private static final String CHANNEL = "key";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private final RequestFolder folder;
  private final AnswerVerifier verifier;
  private final ApproverDirectory people;
  private final InstantSource clock;

  OfflineApprovals(
      RequestFolder folder,
      AnswerVerifier verifier,
      ApproverDirectory people,
      InstantSource clock) {
    this.folder = folder;
    this.verifier = verifier;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    if (draft.isEmergency()) {
      throw RefusedException.denied(
          "nobody can go ahead in an emergency here, because nobody would come to know of it:"
              + " jit.approval is offline. Clear the client info jit.break-glass and have the"
              + " request signed");
    }
    Optional<AccessRequest> live = live(draft);
    if (live.isPresent()) {
      return live.get();
    }
    AccessRequest filed = draft.at(draft.filedAt().truncatedTo(ChronoUnit.MILLIS));
    folder.put(RequestFile.of(filed));
    return filed;
  }

  /** The request as it was filed before, if it can still be answered or used. */
  private Optional<AccessRequest> live(AccessRequest draft) throws RefusedException {
    Optional<RequestFile> found = folder.find(draft.binding().digest());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    AccessRequest filed = draft.withId(found.get().id()).at(found.get().filedAt());
    Instant end = filed.expiresAt().plus(filed.requirement().validFor());
    boolean isUsedUp = folder.isMarked(filed.id(), filed.requirement().uses());
    return clock.instant().isBefore(end) && !isUsedUp ? Optional.of(filed) : Optional.empty();
  }

  @Override
  public RequestState state(String requestId) {
    // Whoever says yes gives the answer to whoever asked: there is nothing to look at here.
    return new RequestState(RequestState.Status.REQUESTED, List.of());
  }

  @Override
  public Optional<Approval> consume(String requestId) {
    return Optional.empty();
  }

  @Override
  public Optional<Approval> redeem(AccessRequest draft, String signed) throws RefusedException {
    Optional<AccessRequest> filed = live(draft);
    if (filed.isEmpty()) {
      return Optional.empty();
    }
    AccessRequest request = filed.get();
    List<SignedAnswer> answers = answersTo(request, signed);
    return answers.isEmpty() ? Optional.empty() : Optional.of(use(request, answers));
  }

  private List<SignedAnswer> answersTo(AccessRequest request, String signed)
      throws RefusedException {
    // Written anew from what is asked now: what was signed may have been changed on its way.
    String shown = RequestFile.of(request).digest();
    var answers = new ArrayList<SignedAnswer>();
    for (String token : signed.strip().split("\\s+", -1)) {
      SignedAnswer answer = verifier.verify(token);
      if (answer.request().equals(request.id())
          && answer.shown().equals(shown)
          && answer.target().equals(request.binding().target())) {
        answers.add(answer);
      }
    }
    return answers;
  }

  private Approval use(AccessRequest request, List<SignedAnswer> answers) throws RefusedException {
    Instant now = clock.instant();
    RequestProgress progress = RequestProgress.filed(request);
    for (SignedAnswer answer : answers) {
      progress = counted(progress, answer, now);
    }
    for (int use = 1; use <= request.requirement().uses(); use++) {
      Optional<RequestProgress> next = progress.use(now);
      if (next.isEmpty()) {
        throw insufficient(progress, now);
      }
      progress = next.get();
      if (folder.mark(request.id(), use)) {
        return progress.lastUse();
      }
    }
    throw RefusedException.denied(
        "the approval of request "
            + request.id()
            + " is used up; run the statement again without jit.approval to ask anew");
  }

  private RequestProgress counted(RequestProgress progress, SignedAnswer answer, Instant now)
      throws RefusedException {
    if (answer.at().isAfter(now.plus(CLOCK_SKEW))) {
      throw RefusedException.denied(
          "the approval of request "
              + answer.request()
              + " is from the future; compare the approver's clock and this one's");
    }
    Subject approver =
        people
            .find(CHANNEL, answer.key())
            .orElseThrow(
                () ->
                    RefusedException.denied(
                        "the key that signed the approval of request "
                            + answer.request()
                            + " belongs to nobody in the file of approvers"));
    var verdict = new Verdict(true, answer.comment(), answer.token());
    return progress.answer(approver, List.of(), verdict, answer.at());
  }

  private static RefusedException insufficient(RequestProgress progress, Instant now) {
    RequestState state = progress.at(now);
    String why =
        state.status() == RequestState.Status.REQUESTED
            ? "is signed by "
                + state.answers().size()
                + " of "
                + progress.request().requirement().quorum()
                + " people; give all that they signed at once, with spaces between"
            : "is too old or may not be used at this hour; ask anew without jit.approval";
    return RefusedException.denied(
        "the approval of request " + progress.request().id() + " " + why);
  }

  @Override
  public void giveBack(Approval approval) {
    try {
      folder.unmark(approval.id());
    } catch (RefusedException e) {
      LOG.warn("the approval {} was not given back: {}", approval.id(), e.getMessage());
    }
  }

  @Override
  public void cancel(String requestId) {
    // The file stays for whoever may have it already; nobody waits for it.
  }

  @Override
  public String nextStep(AccessRequest request) {
    return "send "
        + folder.file(request.binding().digest())
        + " to an approver, who signs it with jit sign, and give what that prints by"
        + " setClientInfo(\"jit.approval\", ...)";
  }

  @Override
  public boolean isWorthWaitingFor() {
    return false;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofSeconds(1);
  }
}
