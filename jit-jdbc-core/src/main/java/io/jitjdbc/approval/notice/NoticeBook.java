package io.jitjdbc.approval.notice;

import io.jitjdbc.access.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where notices are kept, one for each request. Thread-safe. Everything throws {@link
 * RefusedException} where it cannot be asked.
 */
public interface NoticeBook extends AutoCloseable {

  /** The notice of a request, if it has one. */
  Optional<Notice> find(String requestId) throws RefusedException;

  /** Adds the notice of a request that has none. */
  void add(Notice notice) throws RefusedException;

  /** Puts one in the place of the one that was seen, unless somebody else was faster. */
  boolean replace(Notice seen, Notice next) throws RefusedException;

  /** Some of those in a channel that somebody has to look at, the longest overdue first. */
  List<Notice> due(String channel, Instant now) throws RefusedException;

  @Override
  void close();
}
