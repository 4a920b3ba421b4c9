package io.jitjdbc.approval.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.protocol.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets what is asked again under one key happen once: the answer that was lost is given again. What
 * failed is forgotten at once. Thread-safe; knows nothing of what another process was asked.
 */
final class Once {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 100_000;

  private final Cache<String, CompletableFuture<Reply>> known =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

  Reply ask(String key, Supplier<Reply> deed) {
    var mine = new CompletableFuture<Reply>();
    CompletableFuture<Reply> first = known.asMap().putIfAbsent(key, mine);
    if (first != null) {
      return first.getNow(
          Reply.problem(503, "in-progress", "The same is being worked on. Ask again."));
    }
    boolean happened = false;
    try {
      Reply reply = deed.get();
      happened = reply.isSuccess();
      if (happened) {
        mine.complete(reply);
      }
      return reply;
    } finally {
      if (!happened) {
        known.asMap().remove(key, mine);
      }
    }
  }
}
