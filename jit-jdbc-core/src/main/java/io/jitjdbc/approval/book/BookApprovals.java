package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.AnswerCheck.Judged;
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
 * Files, answers and consumes the requests of a book: every step counts once, whoever takes it.
 * Thread-safe.
 */
public final class BookApprovals implements ApprovalService, ApprovalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(BookApprovals.class);
  private static final int FILING_ATTEMPTS = 20;

  private final RequestBook book;
  private final Channel channel;
  private final Duration pollInterval;
  private final InstantSource clock;
  private final AnswerCheck check;
  private final Notices notices;
  private final Steps steps;
  private final Ears ears;

  /**
   * Believes the book.
   *
   * @param channel is closed with this
   */
  public BookApprovals(
      RequestBook book, Channel channel, Duration pollInterval, InstantSource clock) {
    this(book, channel, pollInterval, clock, AnswerCheck.THE_BOOKS_WORD);
  }

  /**
   * Believes of the book what the check lets through.
   *
   * @param channel is closed with this
   */
  public BookApprovals(
      RequestBook book,
      Channel channel,
      Duration pollInterval,
      InstantSource clock,
      AnswerCheck check) {
    this.book = book;
    this.channel = channel;
    this.pollInterval = pollInterval;
    this.clock = clock;
    this.check = check;
    this.notices = new Notices(book, channel, clock);
    this.steps = Steps.into(book);
    this.ears = channel.ears(this);
  }

  private BookApprovals(BookApprovals same, Steps steps) {
    this.book = same.book;
    this.channel = same.channel;
    this.pollInterval = same.pollInterval;
    this.clock = same.clock;
    this.check = same.check;
    this.notices = same.notices;
    this.ears = same.ears;
    this.steps = steps;
  }

  /**
   * The same approvals, for one deed that is done once, whichever process is asked for it how
   * often: the step that it takes is kept together with its receipt. It is refused if its key has
   * one.
   */
  public BookApprovals with(Receipting receipting) {
    return new BookApprovals(this, Steps.into(book, receipting));
  }

  /**
   * Brings the answers that people give by the channel from now on.
   *
   * @throws RefusedException if it cannot
   */
  public void listen() throws RefusedException {
    ears.listen();
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    // Before, or an answer could come before anybody listens; even if another process has asked,
    // because it may be gone.
    ears.listen();
    AccessRequest proposal = draft.at(draft.filedAt().truncatedTo(ChronoUnit.MILLIS));
    String binding = draft.binding().digest();
    for (int i = 0; i < FILING_ATTEMPTS; i++) {
      Optional<RequestProgress> latest = book.latest(binding);
      Optional<AccessRequest> joined = joined(draft, latest);
      if (joined.isPresent()) {
        return joined.get();
      }
      if (book.add(proposal, latest)) {
        check.recognize(proposal, proposal);
        return announced(proposal);
      }
      proposal = proposal.withId(RequestId.random());
    }
    throw RefusedException.denied(
        "the access request was not filed: too many were filed at once. Run the statement again");
  }

  /** The latest for the same, as it is asked for here, if it is still good for anything. */
  private Optional<AccessRequest> joined(AccessRequest draft, Optional<RequestProgress> latest)
      throws RefusedException {
    Optional<AccessRequest> known = latest.flatMap(seen -> check.recognize(draft, seen.request()));
    if (known.isEmpty() || !joins(draft, check.judge(latest.get()).progress(), latest.get())) {
      return Optional.empty();
    }
    if (latest.get().needsPeople(now())) {
      ears.makeUp(known.get());
    }
    notices.look(latest.get());
    return known;
  }

  private AccessRequest announced(AccessRequest filed) throws RefusedException {
    boolean told = false;
    try {
      channel.asked(filed);
      told = true;
      notices.look(RequestProgress.filed(filed));
      return filed;
    } finally {
      if (!told) {
        // Nobody would come to know of it. An emergency waits for nobody: it has to be taken back.
        end(
            filed.id(),
            (seen, now) ->
                filed.isEmergency()
                    ? seen.revoke(filed.actor(), "nobody could be told", now)
                    : seen.cancel(now));
      }
    }
  }

  /**
   * An emergency does not wait for what was asked before it, and leaves nothing to whoever does not
   * claim one.
   */
  private boolean joins(AccessRequest draft, RequestProgress counted, RequestProgress kept) {
    boolean approved = counted.at(now()).status() == Status.APPROVED;
    return draft.isEmergency() ? approved : counted.isLive(now()) && !kept.request().isEmergency();
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    RequestProgress progress = progress(requestId);
    if (ears.look(progress)) {
      progress = progress(requestId);
    }
    notices.look(progress);
    Judged judged = check.judge(progress);
    Instant now = now();
    requireNoDoubt(progress, judged, now);
    return judged.progress().at(now);
  }

  /** Does for a request that waits what is done for one whose state somebody asks for. */
  void lookAfter(RequestProgress seen) throws RefusedException {
    ears.look(seen);
    notices.look(seen);
  }

  /** Tells people of it if nobody has. */
  void makeUp(RequestProgress seen) throws RefusedException {
    ears.makeUp(seen.request());
  }

  @Override
  public String nextStep(AccessRequest request) {
    return ears.nextStep(request, ApprovalService.super.nextStep(request));
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    while (true) {
      RequestProgress seen = progress(requestId);
      Instant now = now();
      Judged judged = check.judgeOwn(seen);
      requireNoDoubt(seen, judged, now);
      Optional<RequestProgress> use = judged.progress().use(now);
      if (use.isEmpty()) {
        return Optional.empty();
      }
      RequestProgress next = seen.usedAs(use.get());
      if (steps.take(seen, next, use.get(), now)) {
        channel.changed(seen.request(), next.at(now));
        return use.map(RequestProgress::lastUse);
      }
    }
  }

  /** Waiting for an answer would be in vain: the book has it already, and it does not count. */
  private static void requireNoDoubt(RequestProgress seen, Judged judged, Instant now)
      throws RefusedException {
    Status counted = judged.progress().at(now).status();
    Status kept = seen.at(now).status();
    boolean isWaiting = counted == Status.REQUESTED || counted == Status.EXPIRED;
    if (isWaiting && (kept == Status.APPROVED || kept == Status.CONSUMED)) {
      throw RefusedException.denied(
          "the approval of request "
              + seen.request().id()
              + " was not accepted: "
              + doubt(judged)
              + ". Nothing was run. Have it answered by jit approve "
              + seen.request().id()
              + " --key FILE");
    }
  }

  private static String doubt(Judged judged) {
    return judged.doubt().isEmpty() ? "it was changed from outside" : judged.doubt();
  }

  @Override
  public void giveBack(Approval approval) {
    try {
      advance(approval.requestId(), (seen, now) -> seen.giveBack(approval));
    } catch (RefusedException e) {
      LOG.warn("the approval {} was not given back: {}", approval.id(), e.getMessage());
    }
  }

  @Override
  public void cancel(String requestId) {
    end(requestId, (seen, now) -> seen.cancel(now));
  }

  private void end(String requestId, Step how) {
    try {
      advance(requestId, how);
    } catch (RefusedException e) {
      LOG.warn(
          "request {} was not withdrawn and stays open until it expires: {}",
          requestId,
          e.getMessage());
    }
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  @Override
  public Duration pollInterval() {
    return pollInterval;
  }

  @Override
  public List<Entry> open() throws RefusedException {
    Instant now = now();
    List<RequestProgress> waiting =
        book.open(now).stream()
            .filter(kept -> check.judge(kept).progress().needsPeople(now))
            .toList();
    waiting.forEach(notices::look);
    return waiting.stream().map(kept -> entry(kept, now)).toList();
  }

  private Entry entry(RequestProgress kept, Instant now) {
    RequestProgress counted = check.judge(kept).progress();
    return new Entry(counted.request(), counted.at(now));
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    return entry(progress(requestId), now());
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    return answer(requestId, approver, new Verdict(granted, comment));
  }

  @Override
  public RequestState answer(String requestId, Subject approver, Verdict verdict)
      throws RefusedException {
    List<Delegation> deputizing = book.delegationsTo(approver.key(), now());
    return advance(
        requestId,
        (seen, now) -> {
          RequestProgress counted = check.judge(seen).progress();
          List<Answer> answers = counted.answer(approver, deputizing, verdict, now).answers();
          return counting(seen, answers.get(answers.size() - 1));
        });
  }

  /** With that answer, if it counts. */
  private RequestProgress counting(RequestProgress seen, Answer answer) throws RefusedException {
    var answers = new ArrayList<>(seen.answers());
    answers.add(answer);
    RequestProgress next = seen.with(answers);
    Judged judged = check.judge(next);
    boolean counts =
        judged.progress().answers().stream()
            .map(Answer::approver)
            .anyMatch(answer.approver()::equals);
    if (!counts) {
      throw RefusedException.denied(
          "request "
              + seen.request().id()
              + " was not answered: "
              + doubt(judged)
              + ". Answer by jit approve "
              + seen.request().id()
              + " --key FILE, or let the channel sign that people answer by");
    }
    return next;
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return advance(requestId, (seen, now) -> seen.revoke(by, comment, now));
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    check.require(delegation);
    book.keep(delegation);
  }

  @Override
  public void close() {
    ears.close();
    notices.close();
    channel.close();
    book.close();
  }

  @FunctionalInterface
  private interface Step {
    RequestProgress after(RequestProgress seen, Instant now) throws RefusedException;
  }

  /** Takes a step on top of whatever has happened so far. */
  private RequestState advance(String requestId, Step step) throws RefusedException {
    while (true) {
      RequestProgress seen = progress(requestId);
      Instant now = now();
      RequestProgress next = step.after(seen, now);
      if (next.equals(seen)) {
        return seen.at(now);
      }
      RequestProgress counted = check.judge(next).progress();
      if (steps.take(seen, next, counted, now)) {
        RequestState state = counted.at(now);
        channel.changed(seen.request(), state);
        notices.look(next);
        return state;
      }
    }
  }

  private RequestProgress progress(String id) throws RefusedException {
    return book.find(id)
        .orElseThrow(
            () ->
                RefusedException.denied(
                    "there is no request " + id + ". See which ones are open: jit requests"));
  }

  /** Books keep milliseconds, and what is returned is what was kept. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
