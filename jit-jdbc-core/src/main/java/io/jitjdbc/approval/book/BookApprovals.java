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
import io.jitjdbc.approval.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
  private final Notices notices;

  /**
   * @param channel is closed with this
   */
  public BookApprovals(
      RequestBook book, Channel channel, Duration pollInterval, InstantSource clock) {
    this.book = book;
    this.channel = channel;
    this.pollInterval = pollInterval;
    this.clock = clock;
    this.notices = new Notices(book, channel, clock);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    AccessRequest proposal = draft.at(draft.filedAt().truncatedTo(ChronoUnit.MILLIS));
    String binding = draft.binding().digest();
    for (int i = 0; i < FILING_ATTEMPTS; i++) {
      Optional<RequestProgress> latest = book.latest(binding);
      if (latest.isPresent() && joins(draft, latest.get())) {
        notices.look(latest.get());
        return latest.get().request();
      }
      if (book.add(proposal, latest)) {
        return announced(proposal);
      }
      proposal = proposal.withId(RequestId.random());
    }
    throw RefusedException.denied(
        "the access request was not filed: too many were filed at once. Run the statement again");
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
  private boolean joins(AccessRequest draft, RequestProgress latest) {
    boolean approved = latest.at(now()).status() == RequestState.Status.APPROVED;
    return draft.isEmergency() ? approved : latest.isLive(now()) && !latest.request().isEmergency();
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    RequestProgress progress = progress(requestId);
    notices.look(progress);
    return progress.at(now());
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    while (true) {
      RequestProgress seen = progress(requestId);
      Instant now = now();
      Optional<RequestProgress> next = seen.use(now);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      if (book.step(seen, next.get(), now)) {
        channel.changed(seen.request(), next.get().at(now));
        return next.map(RequestProgress::lastUse);
      }
    }
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
        book.open(now).stream().filter(progress -> progress.needsPeople(now)).toList();
    waiting.forEach(notices::look);
    return waiting.stream()
        .map(progress -> new Entry(progress.request(), progress.at(now)))
        .toList();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    RequestProgress progress = progress(requestId);
    return new Entry(progress.request(), progress.at(now()));
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    var verdict = new Verdict(granted, comment);
    List<Delegation> deputizing = book.delegationsTo(approver.key(), now());
    return advance(requestId, (seen, now) -> seen.answer(approver, deputizing, verdict, now));
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return advance(requestId, (seen, now) -> seen.revoke(by, comment, now));
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    book.keep(delegation);
  }

  @Override
  public void close() {
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
      if (book.step(seen, next, now)) {
        channel.changed(seen.request(), next.at(now));
        notices.look(next);
        return next.at(now);
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
