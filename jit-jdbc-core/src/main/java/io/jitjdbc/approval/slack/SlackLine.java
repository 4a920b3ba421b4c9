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

  private final SlackPlace place;
  private final SlackToken token;
  private final Taker taker;
  private final Pace pace;
  private @Nullable HttpClient client;
  private volatile @Nullable SlackSocket socket;
  private volatile @Nullable SlackSocket leaving;
  private volatile boolean closed;
  private int failures;
  private long waitingSince = System.nanoTime();
  private Duration wait = Duration.ZERO;

  /** Sees to clicks. */
  @FunctionalInterface
  interface Taker {
    /**
     * Whether it will; never waits.
     *
     * @param ours the workspace of our bot
     */
    boolean takes(Click click, String ours);
  }

  /**
   * @param token of the app, not of its bot
   */
  SlackLine(SlackPlace place, SlackToken token, Taker taker, Pace pace) {
    this.place = place;
    this.token = token;
    this.taker = taker;
    this.pace = pace;
  }

  /** Sees to the socket; says whether a new one was opened. */
  boolean keep() {
    dismiss();
    SlackSocket known = socket;
    if (known == null) {
      return isTime() && open();
    }
    if (known.isOver(pace.silence())) {
      known.abort();
      socket = null;
      lost(known);
    } else if (known.isLeaving()) {
      // It stays until there is a new one: between the two nobody would be heard.
      abort(leaving);
      leaving = known;
      socket = null;
      lost(known);
    } else {
      known.askAfter(pace.ping());
    }
    return false;
  }

  /** Ends the socket before this one as soon as this one is heard from. */
  private void dismiss() {
    SlackSocket old = leaving;
    SlackSocket young = socket;
    if (old != null && (old.isOver(pace.silence()) || (young != null && young.isGreeted()))) {
      old.abort();
      leaving = null;
    }
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
      JsonFields bot = place.call("auth.test", Map.of());
      JsonFields answer = place.api().call("apps.connections.open", token, Map.of());
      socket = connected(address(answer), opening(bot));
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

  /** A socket for whoever the bot's token belongs to. */
  private SlackSocket opening(JsonFields bot) throws IOException {
    try {
      String ours = bot.text("team_id");
      return new SlackSocket(click -> taker.takes(click, ours), bot.optionalText("app_id"));
    } catch (ParseException e) {
      throw new IOException("it did not say which workspace the bot is in");
    }
  }

  private URI address(JsonFields answer) throws IOException {
    try {
      URI address = URI.create(answer.text("url"));
      boolean here = "ws".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
      if ("wss".equals(address.getScheme()) || (here && place.api().isPlayedHere())) {
        return address;
      }
    } catch (ParseException | IllegalArgumentException e) {
      // Said below; never quoted, because the address opens the socket to whoever has it.
    }
    throw new IOException("Slack named no address that is safe to connect to");
  }

  private SlackSocket connected(URI address, SlackSocket opening) throws IOException {
    Duration limit = place.api().timeout();
    CompletableFuture<?> pending =
        client(limit).newWebSocketBuilder().connectTimeout(limit).buildAsync(address, opening);
    try {
      pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Not before it is needed: it starts a thread. */
  private HttpClient client(Duration limit) {
    HttpClient known = client;
    if (known == null) {
      known = HttpClient.newBuilder().connectTimeout(limit).build();
      client = known;
    }
    return known;
  }

  private void lost(SlackSocket old) {
    failures = old.age().compareTo(pace.settled()) >= 0 ? 0 : failures + 1;
    pauseAtLeast(Duration.ZERO);
    if (failures > 1) {
      LOG.warn(
          "Slack's sockets do not last: one ended after {} ms ({}). Trying again in {} ms",
          old.age().toMillis(),
          old.reason(),
          wait.toMillis());
    }
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
