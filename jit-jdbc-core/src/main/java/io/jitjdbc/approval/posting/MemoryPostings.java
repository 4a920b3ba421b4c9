package io.jitjdbc.approval.posting;

import io.jitjdbc.access.RefusedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Postings in the memory of one process: the latest ten thousand. Thread-safe. */
public final class MemoryPostings implements PostingBook {
  private static final int MOST = 10_000;

  private final Map<String, Posting> postings =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Posting> eldest) {
          return size() > MOST;
        }
      };

  @Override
  public synchronized Optional<Posting> find(String requestId) {
    return Optional.ofNullable(postings.get(requestId));
  }

  @Override
  public synchronized void add(Posting posting) throws RefusedException {
    if (postings.putIfAbsent(posting.requestId(), posting) != null) {
      throw RefusedException.denied("people were told of " + posting.requestId() + " already");
    }
  }

  @Override
  public synchronized boolean replace(Posting seen, Posting next) {
    return postings.replace(seen.requestId(), seen, next);
  }

  @Override
  public synchronized List<Posting> due(String channel, Instant now) {
    return postings.values().stream()
        .filter(posting -> posting.channel().equals(channel) && !now.isBefore(posting.due()))
        .sorted(Comparator.comparing(Posting::due))
        .toList();
  }

  @Override
  public void close() {}
}
