package io.jitjdbc.spring.server.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * A bucket of tokens for each of those who ask; the latest hundred thousand are remembered, and
 * none for longer than it takes to be full again. Thread-safe.
 */
final class Buckets {
  private static final int MOST = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int perSecond;
  private final int burst;
  private final Cache<String, Bucket> buckets;

  Buckets(int perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofSeconds(burst / perSecond).plus(SECOND))
            .build();
  }

  /** Takes one; says after what time there is one if there is none now, and else nothing. */
  Duration take(String whose) {
    ConsumptionProbe probe = bucket(whose).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  void giveBack(String whose) {
    bucket(whose).addTokens(1);
  }

  private Bucket bucket(String whose) {
    return buckets.get(whose, name -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, SECOND))
        .withNanosecondPrecision()
        .build();
  }
}
