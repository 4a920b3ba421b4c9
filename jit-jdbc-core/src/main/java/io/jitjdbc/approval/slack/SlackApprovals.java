package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.people.ApproverDirectory;
import java.time.Duration;
import java.util.Optional;

/** The approvals of a book, and the socket that clicks arrive at: from the first filing on. */
final class SlackApprovals implements ApprovalService {
  private final BookApprovals approvals;
  private final Board board;
  private final SlackThread thread;
  private final SlackLine line;
  private final Pace pace;
  private long sweptAt;

  /** What clicks need besides the approvals. */
  record Socket(Board.Place place, SlackToken appToken, ApproverDirectory directory, Pace pace) {}

  SlackApprovals(BookApprovals approvals, Board board, SlackThread thread, Socket socket) {
    this.approvals = approvals;
    this.board = board;
    this.thread = thread;
    this.pace = socket.pace();
    var clicks = new Clicks(approvals, board, socket.directory(), socket.place());
    this.line =
        new SlackLine(
            socket.place().api(),
            socket.appToken(),
            click -> thread.takes(() -> clicks.handle(click)),
            pace);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    AccessRequest filed = approvals.file(draft);
    // Even if another process has asked: it may be gone.
    thread.start(this::beat);
    return filed;
  }

  private void beat() {
    boolean opened = line.keep();
    long now = System.nanoTime();
    if (opened || now - sweptAt >= pace.sweep().toNanos()) {
      sweptAt = now;
      board.sweep();
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
