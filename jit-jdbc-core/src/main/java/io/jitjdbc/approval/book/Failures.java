package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong with some of several channels. For one thread. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Map<String, RefusedException> failures = new LinkedHashMap<>();

  /** What a channel is to do. */
  @FunctionalInterface
  interface Deed {
    void happen() throws RefusedException;
  }

  void of(String channel, Deed deed) {
    try {
      deed.happen();
    } catch (RefusedException e) {
      failures.put(channel, e);
    }
  }

  /** Says which have failed, and refuses if those are all, or somebody called it off. */
  void requireFewerThan(int all) throws RefusedException {
    for (RefusedException one : failures.values()) {
      if (one.state() == SqlState.CANCELLED) {
        throw one;
      }
    }
    if (failures.size() < all) {
      failures.forEach(
          (channel, why) ->
              LOG.warn("nobody was told by {}, but otherwise: {}", channel, why.getMessage()));
      return;
    }
    throw RefusedException.denied(
        failures.entrySet().stream()
            .map(failure -> failure.getKey() + ": " + failure.getValue().getMessage())
            .collect(Collectors.joining("; ", "nobody could be told of the request. ", "")));
  }
}
