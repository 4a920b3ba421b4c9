package io.jitjdbc.audit.shipping;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where those meet who wait for an event to be taken and the one that delivers it; either may come
 * first. What is forgotten meanwhile is never taken for delivered. Thread-safe.
 */
final class Acknowledgements {
  private static final int MOST_RECENT = 10_000;

  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private final Map<String, String> recent = new Recent();

  /** The outcomes that nobody has asked for yet, the oldest of which go. */
  private static final class Recent extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST_RECENT;
    }
  }

  void taken(String id) {
    settle(id, "");
  }

  void refused(String id, String reason) {
    settle(id, reason);
  }

  private void settle(String id, String outcome) {
    synchronized (recent) {
      recent.put(id, outcome);
    }
    CompletableFuture<String> waiter = waiting.get(id);
    if (waiter != null) {
      waiter.complete(outcome);
    }
  }

  /**
   * Empty if nobody has heard of it in time; else the reason why it was refused, or no text. An
   * interrupt does not end the wait: whoever was interrupted still has to know.
   */
  Optional<String> await(String id, Duration limit) {
    // In this order, which is that of the other side turned round: one of them sees the other.
    CompletableFuture<String> own = waiting.computeIfAbsent(id, i -> new CompletableFuture<>());
    try {
      Optional<String> known = known(id);
      return known.isPresent() ? known : await(own, limit);
    } finally {
      waiting.remove(id);
      forget(id);
    }
  }

  private Optional<String> known(String id) {
    synchronized (recent) {
      return Optional.ofNullable(recent.get(id));
    }
  }

  private void forget(String id) {
    synchronized (recent) {
      recent.remove(id);
    }
  }

  private static Optional<String> await(CompletableFuture<String> outcome, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return Optional.of(outcome.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          return Optional.empty();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
