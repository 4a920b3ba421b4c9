package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.Ears;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.posting.PostingBook;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Posts at once, so that a request that nobody sees is not filed; changes messages by and by. */
final class SlackChannel implements Channel {
  private final Board board;
  private final Upkeep upkeep;
  private final PostingBook postings;
  private final SlackThread thread;
  private final SlackHearing hearing;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  private SlackChannel(Board board, Upkeep upkeep, PostingBook postings, SlackHearing hearing) {
    this.board = board;
    this.upkeep = upkeep;
    this.postings = postings;
    this.hearing = hearing;
    this.thread = new SlackThread(hearing.pace().beat());
  }

  /**
   * For the requests of that book.
   *
   * @param postings are closed with this
   */
  static SlackChannel over(
      RequestBook book, PostingBook postings, SlackHearing hearing, InstantSource clock) {
    var board = new Board(hearing.place(), postings, clock);
    var upkeep = new Upkeep(hearing.place(), book, postings, clock);
    return new SlackChannel(board, upkeep, postings, hearing);
  }

  @Override
  public void asked(AccessRequest request) throws RefusedException {
    board.post(request);
  }

  @Override
  public void changed(AccessRequest request, RequestState state) {
    String id = request.id();
    if (waiting.add(id) && !thread.takes(() -> catchUp(id))) {
      // A process that files nothing has no thread: one that answers, for example.
      catchUp(id);
    }
  }

  @Override
  public boolean givesNotice() {
    return true;
  }

  /** An escalation changes the message, and is told with that. */
  @Override
  public void noticed(AccessRequest request, Notice notice) {
    if (notice.kind() == Notice.Kind.REMINDED) {
      Runnable reminder = () -> upkeep.remind(request, notice.groups());
      if (!thread.takes(reminder)) {
        reminder.run();
      }
    }
  }

  @Override
  public Ears ears(BookApprovals approvals) {
    var clicks = new Clicks(approvals, board, upkeep, hearing.people(), hearing.place());
    return new SlackEars(board, upkeep, thread, clicks, hearing);
  }

  private void catchUp(String id) {
    waiting.remove(id);
    upkeep.refresh(id);
  }

  @Override
  public void close() {
    thread.close();
    postings.close();
  }
}
