package io.jitjdbc.approval.notice;

import io.jitjdbc.access.RefusedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notices in the memory of one process: the latest ten thousand. Thread-safe. */
public final class MemoryNotices implements NoticeBook {
  private static final int MOST = 10_000;

  private final Map<String, Notice> notices =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Notice> eldest) {
          return size() > MOST;
        }
      };

  @Override
  public synchronized Optional<Notice> find(String requestId) {
    return Optional.ofNullable(notices.get(requestId));
  }

  @Override
  public synchronized void add(Notice notice) throws RefusedException {
    if (notices.putIfAbsent(notice.requestId(), notice) != null) {
      throw RefusedException.denied("people were told of " + notice.requestId() + " already");
    }
  }

  @Override
  public synchronized boolean replace(Notice seen, Notice next) {
    return notices.replace(seen.requestId(), seen, next);
  }

  @Override
  public synchronized List<Notice> due(String channel, Instant now) {
    return notices.values().stream()
        .filter(notice -> notice.channel().equals(channel) && !now.isBefore(notice.due()))
        .sorted(Comparator.comparing(Notice::due))
        .toList();
  }

  @Override
  public void close() {}
}
