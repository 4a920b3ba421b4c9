package io.jitjdbc.audit.shipping;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where those meet who wait for an event to be taken and the one that delivers it; either may come
 * first. What is forgotten meanwhile is never taken for delivered. Thread-safe.
 */
final class Acknowledgements {
  private static final int MOST = 20_000;

  /** Empty once an event is taken, or why it was refused. */
  private final Cache<String, CompletableFuture<String>> events =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  void taken(String id) {
    event(id).complete("");
  }

  void refused(String id, String reason) {
    event(id).complete(reason);
  }

  /**
   * Empty if nobody has heard of it in time; else the reason why it was refused, or no text. An
   * interrupt does not end the wait: whoever was interrupted still has to know.
   */
  Optional<String> await(String id, Duration limit) {
    CompletableFuture<String> event = event(id);
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return Optional.of(event.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          return Optional.empty();
        }
      }
    } finally {
      events.invalidate(id);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private CompletableFuture<String> event(String id) {
    return events.get(id, unknown -> new CompletableFuture<>());
  }
}
