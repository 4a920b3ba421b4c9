package io.jitjdbc.approval.posting;

import io.jitjdbc.access.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where postings are kept, one for each request. Thread-safe. Everything throws {@link
 * RefusedException} where it cannot be asked.
 */
public interface PostingBook extends AutoCloseable {

  /** The posting of a request, if it has one. */
  Optional<Posting> find(String requestId) throws RefusedException;

  /** Adds the posting of a request that has none. */
  void add(Posting posting) throws RefusedException;

  /** Puts one in the place of the one that was seen, unless somebody else was faster. */
  boolean replace(Posting seen, Posting next) throws RefusedException;

  /** Some of those in a channel that somebody has to look at, the longest overdue first. */
  List<Posting> due(String channel, Instant now) throws RefusedException;

  @Override
  void close();
}
