package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.RequestState.Status.REQUESTED;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import java.time.Duration;
import java.util.Optional;

/** The approvals of a book, and the socket that clicks arrive at: from the first filing on. */
final class SlackApprovals implements ApprovalService {
  private final BookApprovals approvals;
  private final Board board;
  private final Upkeep upkeep;
  private final SlackThread thread;
  private final SlackLine line;
  private final Pace pace;
  private final String nextStep;
  private long sweptAt;

  /**
   * @param thread is ended by the channel of the approvals
   * @param nextStep where people answer
   */
  SlackApprovals(
      BookApprovals approvals, Messages messages, SlackThread thread, Ears ears, String nextStep) {
    this.approvals = approvals;
    this.board = messages.board();
    this.upkeep = messages.upkeep();
    this.thread = thread;
    this.pace = ears.pace();
    this.nextStep = nextStep;
    this.line =
        new SlackLine(
            ears.place(),
            ears.appToken(),
            (click, ours) -> thread.takes(() -> ears.clicks().handle(click, ours)),
            pace);
  }

  /** How messages come about, and change. */
  record Messages(Board board, Upkeep upkeep) {}

  /** What it takes to hear clicks. */
  record Ears(SlackPlace place, SlackToken appToken, Clicks clicks, Pace pace) {}

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    // Before, or a click could come before anybody listens; even if another process has asked,
    // because it may be gone.
    thread.start(this::beat);
    AccessRequest filed = approvals.file(draft);
    boolean joined = !filed.id().equals(draft.id());
    if (joined && approvals.state(filed.id()).status() == REQUESTED) {
      board.ensure(filed);
    }
    return filed;
  }

  private void beat() {
    boolean opened = line.keep();
    long now = System.nanoTime();
    if (opened || now - sweptAt >= pace.sweep().toNanos()) {
      sweptAt = now;
      upkeep.sweep();
    }
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return approvals.state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return approvals.consume(requestId);
  }

  @Override
  public void giveBack(Approval approval) {
    approvals.giveBack(approval);
  }

  @Override
  public String nextStep(AccessRequest request) {
    return nextStep.replace("{id}", request.id());
  }

  @Override
  public void cancel(String requestId) {
    approvals.cancel(requestId);
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(approvals);
  }

  @Override
  public Duration pollInterval() {
    return approvals.pollInterval();
  }

  @Override
  public void close() {
    line.close();
    approvals.close();
  }
}
