package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.notice.NoticeBook;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Posts at once, so that a request that nobody sees is not filed; changes messages by and by. */
final class SlackChannel implements Channel {
  private final Board board;
  private final Upkeep upkeep;
  private final NoticeBook notices;
  private final SlackThread thread;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param notices and the thread are closed with this
   */
  SlackChannel(Board board, Upkeep upkeep, NoticeBook notices, SlackThread thread) {
    this.board = board;
    this.upkeep = upkeep;
    this.notices = notices;
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

  private void catchUp(String id) {
    waiting.remove(id);
    upkeep.refresh(id);
  }

  @Override
  public void close() {
    thread.close();
    notices.close();
  }
}
