package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.posting.PostingBook;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Posts at once, so that a request that nobody sees is not filed; changes messages by and by. */
final class SlackChannel implements Channel {
  private final Board board;
  private final Upkeep upkeep;
  private final PostingBook postings;
  private final SlackThread thread;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param postings and the thread are closed with this
   */
  SlackChannel(Board board, Upkeep upkeep, PostingBook postings, SlackThread thread) {
    this.board = board;
    this.upkeep = upkeep;
    this.postings = postings;
    this.thread = thread;
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
