package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.ApprovalAnswered;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.audit.AuditEvent.ApprovalBypassed;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files an access request for a statement and waits for the answer, as far as it may. */
final class ApprovalGate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalGate.class);

  private final ApprovalService service;
  private final ApprovalMode mode;
  private final InstantSource clock;
  private final ApprovedRuns runs = new ApprovedRuns(this::requireStanding);

  ApprovalGate(ApprovalService service, ApprovalMode mode, InstantSource clock) {
    this.service = service;
    this.mode = mode;
    this.clock = clock;
  }

  /** One statement that waits until the deadline, whichever requests it waits for. */
  private record Waiting(Inquiry inquiry, boolean waits, Instant deadline) {
    Ask ask() {
      return inquiry.ask();
    }

    Recorder recorder() {
      return inquiry.recorder();
    }

    EventId statementId() {
      return inquiry.statementId();
    }
  }

  /** Its stake in a request that it filed itself or found filed by another. */
  private record Stake(AccessRequest request, boolean filed, Waiting waiting) {

    void note(RequestState state, List<String> evidence) {
      Recorder recorder = waiting.recorder();
      recorder.note(
          new ApprovalAnswered(
              recorder.header(request.subject()),
              waiting.statementId(),
              request.id(),
              state.status().name(),
              state.answers().stream().map(RequestState.Answer::approverName).toList(),
              evidence));
    }
  }

  /**
   * One use of an approval for exactly this request.
   *
   * @throws RefusedException if it was rejected, did not come in time, or nobody waits any more;
   *     names the request, so that the next try finds it
   */
  Approval obtain(AccessRequest draft, Inquiry inquiry) throws RefusedException {
    Preconditions.require(draft);
    Optional<Approval> signed = signed(draft, inquiry);
    if (signed.isPresent()) {
      return signed.get();
    }
    Ask ask = inquiry.ask();
    // From here on a cancel counts: people may be quicker than we are.
    ask.patience().begin();
    try {
      boolean waits = waits(draft, inquiry);
      Instant deadline = clock.instant().plus(waits ? longestWait(ask) : Duration.ZERO);
      return answer(draft, new Waiting(inquiry, waits, deadline));
    } finally {
      ask.patience().finish();
    }
  }

  /** What people signed elsewhere, if that is for this request; its proof is on record then. */
  private Optional<Approval> signed(AccessRequest draft, Inquiry inquiry) throws RefusedException {
    if (inquiry.signed().isEmpty()) {
      return Optional.empty();
    }
    Optional<Approval> approval = service.redeem(draft, inquiry.signed());
    if (approval.isPresent()) {
      requireSame(approval.get(), draft.binding());
      Recorder recorder = inquiry.recorder();
      recorder.require(
          new ApprovalAnswered(
              recorder.header(draft.subject()),
              inquiry.statementId(),
              approval.get().requestId(),
              RequestState.Status.APPROVED.name(),
              approval.get().approvers(),
              approval.get().evidence()));
    }
    return approval;
  }

  private static void requireSame(Approval approval, ApprovalBinding asked)
      throws RefusedException {
    if (!approval.binding().equals(asked)) {
      throw RefusedException.denied(
          "the approval of request "
              + approval.requestId()
              + " is for something else; nothing was run");
    }
  }

  private Approval answer(AccessRequest draft, Waiting waiting) throws RefusedException {
    AccessRequest request = service.file(draft, waiting.inquiry().presented());
    if (!request.binding().equals(draft.binding())) {
      throw RefusedException.denied(
          "the approval service answered for something else than was asked; nothing was run");
    }
    boolean filed = request.id().equals(draft.id());
    var stake = new Stake(request, filed, waiting);
    waiting.recorder().require(asked(request, waiting));
    RequestState state = await(stake);
    boolean withdrawn = state.status() == RequestState.Status.CANCELLED && !filed;
    if (withdrawn && clock.instant().isBefore(waiting.deadline())) {
      // Another statement asked for the same and stopped waiting for it; this one still does.
      return answer(draft, waiting);
    }
    return conclude(stake, state);
  }

  private static AuditEvent asked(AccessRequest request, Waiting waiting) {
    EventHeader header = waiting.recorder().header(request.subject());
    String rule = request.summary().rule();
    if (request.isEmergency()) {
      LOG.warn(
          "{} goes ahead without an approval ({}, rule {}); request {} is to be reviewed",
          request.subject().key(),
          request.binding().target(),
          rule,
          request.id());
      return new ApprovalBypassed(
          header, waiting.statementId(), request.id(), rule, request.emergency());
    }
    return new ApprovalAsked(
        header,
        waiting.statementId(),
        request.id(),
        rule,
        request.requirement().approverGroups().stream().sorted().toList());
  }

  /** The state that the request came to. */
  private RequestState await(Stake stake) throws RefusedException {
    RequestState state = service.state(stake.request().id());
    while (state.status() == RequestState.Status.REQUESTED) {
      pause(stake, Duration.between(clock.instant(), stake.waiting().deadline()));
      state = service.state(stake.request().id());
    }
    return state;
  }

  private void pause(Stake stake, Duration left) throws RefusedException {
    if (left.isNegative() || left.isZero()) {
      throw stillOpen(stake);
    }
    Duration pause = left.compareTo(service.pollInterval()) < 0 ? left : service.pollInterval();
    Optional<String> ended = watching(stake, pause);
    if (ended.isPresent()) {
      if (stake.filed()) {
        service.cancel(stake.request().id());
      }
      stake.note(new RequestState(RequestState.Status.CANCELLED, List.of()), List.of());
      throw new RefusedException(
          SqlState.CANCELLED,
          "stopped waiting for the approval of request "
              + stake.request().id()
              + ": "
              + ended.get());
    }
  }

  /** Pauses until the time is over, something has become of the request, or nobody waits. */
  private Optional<String> watching(Stake stake, Duration pause) {
    Patience patience = stake.waiting().ask().patience();
    ApprovalService.Watch watch = service.watch(stake.request().id(), pause, patience.alarm());
    try {
      return patience.pause(pause);
    } finally {
      watch.end();
    }
  }

  /** As the caller says, or else the policy, or else the settings. */
  private boolean waits(AccessRequest draft, Inquiry inquiry) {
    return inquiry
        .acting()
        .waiting()
        .or(() -> draft.requirement().waiting())
        .map(wish -> wish == ApprovalRequirement.Waiting.WAIT)
        .orElse(mode.kind() == ApprovalMode.Kind.WAIT);
  }

  private Duration longestWait(Ask ask) {
    if (!service.isWorthWaitingFor() || holdsOthersUp(ask)) {
      return Duration.ZERO;
    }
    boolean shorter =
        !ask.queryTimeout().isZero() && ask.queryTimeout().compareTo(mode.longest()) < 0;
    return shorter ? ask.queryTimeout() : mode.longest();
  }

  private boolean holdsOthersUp(Ask ask) {
    return !mode.inTransaction() && ask.patience().holdsWrites();
  }

  private Approval conclude(Stake stake, RequestState state) throws RefusedException {
    AccessRequest request = stake.request();
    if (state.status() != RequestState.Status.APPROVED) {
      stake.note(state, List.of());
      throw RefusedException.denied(refusal(request, state));
    }
    Approval approval = use(stake, state);
    requireSame(approval, request.binding());
    return approval;
  }

  /** Takes a use; that it was approved is on record whether there is one or not. */
  private Approval use(Stake stake, RequestState state) throws RefusedException {
    AccessRequest request = stake.request();
    List<String> evidence = List.of();
    try {
      Approval approval =
          service.consume(request.id()).orElseThrow(() -> RefusedException.denied(unused(request)));
      evidence = approval.evidence();
      return approval;
    } finally {
      stake.note(state, evidence);
    }
  }

  private String unused(AccessRequest request) {
    return request
        .requirement()
        .window()
        .filter(window -> !window.isOpenAt(clock.instant()))
        .map(
            window ->
                "request "
                    + request.id()
                    + " is approved, but may run from "
                    + window.from()
                    + " to "
                    + window.to()
                    + " only ("
                    + window.zone()
                    + "); run the statement again then")
        .orElseGet(
            () ->
                "the approval of request "
                    + request.id()
                    + " is used up or too old; run the statement again to ask anew");
  }

  /** Those that a database is at work on. */
  ApprovedRuns runs() {
    return runs;
  }

  @Override
  public void close() {
    runs.close();
  }

  /**
   * Looks whether somebody took an approval back meanwhile.
   *
   * @throws RefusedException if so
   */
  void requireStanding(List<Approval> approvals) throws RefusedException {
    for (Approval approval : approvals) {
      Optional<RequestState> state = stateNow(approval);
      if (state.isPresent() && state.get().status() == RequestState.Status.REVOKED) {
        throw RefusedException.denied(
            "the approval of request "
                + approval.requestId()
                + " was revoked"
                + revoker(state.get())
                + ". What was read until now was approved; nothing more is handed out");
      }
    }
  }

  private Optional<RequestState> stateNow(Approval approval) {
    try {
      return Optional.of(service.state(approval.requestId()));
    } catch (RefusedException e) {
      // Nobody can be asked now. An outage is nothing to lose a result over that was approved.
      LOG.debug("Whether approval {} stands is not known: {}", approval.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether somebody took it back, as far as that can be told now. */
  boolean isRevoked(Approval approval) {
    return stateNow(approval)
        .filter(state -> state.status() == RequestState.Status.REVOKED)
        .isPresent();
  }

  /** Gives back uses by which nothing was read and nothing changed. */
  void giveBack(List<Approval> approvals) {
    approvals.stream()
        .filter(approval -> !approval.binding().isForSession())
        .forEach(service::giveBack);
  }

  private static String refusal(AccessRequest request, RequestState state) {
    String head = "access request " + request.id() + " (rule " + request.summary().rule() + ") ";
    return switch (state.status()) {
      case REJECTED -> head + "was rejected" + comment(state) + ". Talk to the approver";
      case EXPIRED -> head + "expired without an answer. Run the statement again to ask anew";
      case CANCELLED -> head + "was cancelled. Run the statement again to ask anew";
      case REVOKED -> head + "was revoked" + revoker(state) + ". Talk to them";
      default -> head + "is " + state.status() + ". Run the statement again to ask anew";
    };
  }

  private static String comment(RequestState state) {
    return state.answers().stream()
        .filter(answer -> !answer.granted())
        .findFirst()
        .map(answer -> " by " + answer.approverName() + ": " + answer.comment())
        .orElse("");
  }

  private static String revoker(RequestState state) {
    return state.ending().map(how -> " by " + how.byName() + ": " + how.comment()).orElse("");
  }

  private RefusedException stillOpen(Stake stake) {
    AccessRequest request = stake.request();
    String hurry =
        stake.waiting().waits() && holdsOthersUp(stake.waiting().ask())
            ? ". Nobody waited for it, because the transaction has written and holds its locks:"
                + " commit or roll back first, or set jit.approval.in-transaction=true"
            : "";
    return RefusedException.denied(
        "rule "
            + request.summary().rule()
            + " asks for an approval ("
            + request.summary().reason()
            + "). Access request "
            + request.id()
            + " waits for "
            + request.requirement().quorum()
            + " of "
            + request.requirement().approverGroups().stream().sorted().toList()
            + " until "
            + request.expiresAt()
            + ": "
            + service.nextStep(request)
            + hurry
            + ". Run the statement again once it is approved");
  }
}
