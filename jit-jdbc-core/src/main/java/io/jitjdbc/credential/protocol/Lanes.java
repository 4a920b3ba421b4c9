package io.jitjdbc.credential.protocol;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Does work in lanes that do not wait for each other: a database that dawdles holds up its own
 * leases only, and a lease that does no more than three others. Thread-safe.
 */
final class Lanes {
  private static final int WIDTH = 4;

  private final Executor executor;
  private final Map<String, Lane> lanes = new HashMap<>();

  private static final class Lane {
    private final Map<String, Runnable> waiting = new LinkedHashMap<>();
    private int busy;
  }

  Lanes(Executor executor) {
    this.executor = executor;
  }

  /** Does it soon, once for a name that waits already; never if the executor takes no more. */
  void put(String lane, String name, Runnable work) {
    if (joins(lane, name, work)) {
      return;
    }
    try {
      executor.execute(() -> drain(lane));
    } catch (RejectedExecutionException e) {
      // It is shutting down, and others will be asked.
      leave(lane);
    }
  }

  private synchronized boolean joins(String name, String workName, Runnable work) {
    Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
    lane.waiting.putIfAbsent(workName, work);
    if (lane.busy == WIDTH) {
      return true;
    }
    lane.busy++;
    return false;
  }

  private void drain(String lane) {
    boolean left = false;
    try {
      Optional<Runnable> next = next(lane);
      while (next.isPresent()) {
        next.get().run();
        next = next(lane);
      }
      left = true;
    } finally {
      if (!left) {
        leave(lane);
      }
    }
  }

  /** Whoever finds nothing has left the lane. */
  private synchronized Optional<Runnable> next(String name) {
    Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
    var iterator = lane.waiting.values().iterator();
    if (!iterator.hasNext()) {
      leave(name);
      return Optional.empty();
    }
    Runnable first = iterator.next();
    iterator.remove();
    return Optional.of(first);
  }

  private synchronized void leave(String name) {
    Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
    if (--lane.busy <= 0) {
      // What waits still comes again with the book's next claim.
      lanes.remove(name);
    }
  }
}
