package io.jitjdbc.approval.slack;

import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a socket to Slack open, by calling out: nothing listens here. For one thread, but for
 * {@link #close}.
 */
final class SlackLine {
  private static final Logger LOG = LoggerFactory.getLogger(SlackLine.class);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration LONGEST_LIMIT = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 16;

  private final SlackApi api;
  private final SlackToken token;
  private final Predicate<Click> taker;
  private final Pace pace;
  private final HttpClient client;
  private volatile @Nullable SlackSocket socket;
  private volatile @Nullable SlackSocket leaving;
  private volatile boolean closed;
  private int failures;
  private long waitingSince = System.nanoTime();
  private Duration wait = Duration.ZERO;

  /**
   * @param token of the app, not of its bot
   */
  SlackLine(SlackApi api, SlackToken token, Predicate<Click> taker, Pace pace) {
    this.api = api;
    this.token = token;
    this.taker = taker;
    this.pace = pace;
    this.client = HttpClient.newBuilder().connectTimeout(api.timeout()).build();
  }

  /** Sees to the socket; says whether a new one was opened. */
  boolean keep() {
    SlackSocket known = socket;
    if (known == null) {
      return isTime() && open();
    }
    if (known.isOver(pace.silence())) {
      known.abort();
      socket = null;
      pauseAfter(known.age());
      return false;
    }
    if (known.isLeaving()) {
      // It stays until there is a new one: between the two nobody would be heard.
      leaving = known;
      socket = null;
      pauseAfter(known.age());
      return false;
    }
    known.askAfter(pace.ping());
    return false;
  }

  /** No socket is opened any more, and the one that is open ends. */
  void close() {
    closed = true;
    abort(socket);
    abort(leaving);
  }

  private static void abort(@Nullable SlackSocket one) {
    if (one != null) {
      one.abort();
    }
  }

  private boolean isTime() {
    return !closed && System.nanoTime() - waitingSince >= wait.toNanos();
  }

  private boolean open() {
    try {
      JsonFields answer = api.call("apps.connections.open", token, Map.of());
      socket = connected(address(answer));
      abort(leaving);
      leaving = null;
      if (closed) {
        close();
      }
      return true;
    } catch (IOException e) {
      failures++;
      pauseAtLeast(e instanceof SlackFailure failure ? failure.pause() : Duration.ZERO);
      LOG.warn(
          "no clicks arrive from Slack: {}. Trying again in {} ms",
          e.getMessage(),
          wait.toMillis());
      return false;
    }
  }

  private URI address(JsonFields answer) throws IOException {
    try {
      URI address = URI.create(answer.text("url"));
      boolean here = "ws".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
      if ("wss".equals(address.getScheme()) || (here && api.isPlayedHere())) {
        return address;
      }
    } catch (ParseException | IllegalArgumentException e) {
      // Said below; never quoted, because the address opens the socket to whoever has it.
    }
    throw new IOException("Slack named no address that is safe to connect to");
  }

  private SlackSocket connected(URI address) throws IOException {
    var opening = new SlackSocket(taker);
    CompletableFuture<?> pending =
        client.newWebSocketBuilder().connectTimeout(api.timeout()).buildAsync(address, opening);
    try {
      pending.get(api.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return opening;
    } catch (ExecutionException | TimeoutException e) {
      opening.abort();
      // Without the cause, which may name the address.
      throw new IOException("its socket did not open");
    } catch (InterruptedException e) {
      opening.abort();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Slack's socket was opened");
    }
  }

  private void pauseAfter(Duration age) {
    failures = age.compareTo(pace.settled()) >= 0 ? 0 : failures + 1;
    pauseAtLeast(Duration.ZERO);
  }

  /** Longer with each failure, and another while for each process. */
  private void pauseAtLeast(Duration wanted) {
    Duration least = wanted.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : wanted;
    Duration grown = Duration.ZERO;
    if (failures > 0) {
      long times = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
      Duration doubled = pace.firstPause().multipliedBy(times);
      Duration most = doubled.compareTo(pace.longestPause()) > 0 ? pace.longestPause() : doubled;
      grown = most.multipliedBy(ThreadLocalRandom.current().nextInt(50, 101)).dividedBy(100);
    }
    waitingSince = System.nanoTime();
    wait = least.compareTo(grown) > 0 ? least : grown;
  }
}
