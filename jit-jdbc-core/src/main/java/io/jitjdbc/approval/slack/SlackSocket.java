package io.jitjdbc.approval.slack;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.JsonText;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of Slack's Socket Mode. What arrives is acknowledged when somebody has taken it,
 * and before anything is done about it: Slack waits for three seconds.
 */
final class SlackSocket implements WebSocket.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int LONGEST_ENVELOPE = 200;

  /** What Slack says of why it wants another socket. */
  private static final Pattern WORD = Pattern.compile("[a-z_]{1,60}");

  private final Predicate<Click> taker;
  private final Optional<String> botApp;
  private final StringBuilder text = new StringBuilder();
  private final long openedAt = System.nanoTime();
  private CompletableFuture<?> asked = CompletableFuture.completedFuture(null);
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
  private volatile long heardAt = openedAt;
  private volatile long askedAt = openedAt;
  private volatile boolean over;
  private volatile boolean leaving;
  private volatile String app = "";
  private volatile String reason = "without a word";
  private volatile @Nullable WebSocket socket;

  /**
   * @param taker says whether it will see to a click; never waits
   * @param botApp the app whose bot posts, if that is known
   */
  SlackSocket(Predicate<Click> taker, Optional<String> botApp) {
    this.taker = taker;
    this.botApp = botApp;
  }

  /** Whether Slack has said hello: before, nothing arrives. */
  boolean isGreeted() {
    return !app.isEmpty();
  }

  /** Why it ended or will end, for messages. */
  String reason() {
    return reason;
  }

  /** Whether nothing will come of it any more. */
  boolean isOver(Duration silence) {
    return over || since(heardAt).compareTo(silence) > 0;
  }

  /** Whether Slack wants another one in its place. */
  boolean isLeaving() {
    return leaving;
  }

  /** How long it has been there. */
  Duration age() {
    return since(openedAt);
  }

  /** Asks whether the other side is there, if it has been quiet for so long. */
  void askAfter(Duration quiet) {
    WebSocket open = socket;
    if (open != null
        && since(heardAt).compareTo(quiet) > 0
        && since(askedAt).compareTo(quiet) > 0
        && asked.isDone()) {
      askedAt = System.nanoTime();
      asked = open.sendPing(ByteBuffer.allocate(0)).whenComplete((done, failure) -> end(failure));
    }
  }

  /** Ends it at once. */
  void abort() {
    over = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private static Duration since(long time) {
    return Duration.ofNanos(System.nanoTime() - time);
  }

  private void end(@Nullable Throwable failure) {
    over |= failure != null;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    if (over) {
      opened.abort();
    }
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    heardAt = System.nanoTime();
    if (text.length() + part.length() > MOST_CHARACTERS) {
      LOG.warn("Slack sent more than {} characters at once; connecting anew", MOST_CHARACTERS);
      abort();
      return null;
    }
    text.append(part);
    if (last) {
      String frame = text.toString();
      text.setLength(0);
      received(frame);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    heardAt = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    heardAt = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    heardAt = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    over = true;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    over = true;
  }

  private void received(String frame) {
    try {
      Map<String, Object> fields = JsonText.object(frame);
      if ("hello".equals(fields.get("type"))) {
        greet(fields);
      } else if ("disconnect".equals(fields.get("type"))) {
        note(fields.get("reason") instanceof String why && WORD.matcher(why).matches() ? why : "");
        leaving = true;
      } else if (fields.get("envelope_id") instanceof String envelope
          && envelope.length() <= LONGEST_ENVELOPE) {
        deliver(envelope, fields);
      }
    } catch (ParseException e) {
      LOG.warn("Slack sent something that is no JSON object; it is left out");
    }
  }

  private void note(String why) {
    reason = why.isEmpty() ? reason : why;
  }

  /** The app has to be the one whose bot posts, or its buttons would be somebody else's. */
  private void greet(Map<String, Object> fields) {
    String named =
        fields.get("connection_info") instanceof Map<?, ?> connection
                && connection.get("app_id") instanceof String id
            ? id
            : "";
    if (named.isEmpty()) {
      note("Slack did not say whose it is");
      abort();
    } else if (botApp.filter(ours -> !ours.equals(named)).isPresent()) {
      note("the tokens in app.token and bot.token are not of the same app");
      abort();
    } else {
      app = named;
    }
  }

  private void deliver(String envelope, Map<String, Object> fields) {
    boolean taken = true;
    if ("interactive".equals(fields.get("type"))
        && fields.get("payload") instanceof Map<?, ?> payload) {
      taken = isGreeted() && Click.in(envelope, payload).map(this::takes).orElse(true);
    }
    if (taken) {
      String ack = JSONObjectUtils.toJSONString(Map.of("envelope_id", envelope));
      acknowledge(ack);
    }
  }

  private boolean takes(Click click) {
    if (click.app().equals(app)) {
      return taker.test(click);
    }
    LOG.warn("Slack delivered a click at another app's button; it does not count");
    return true;
  }

  private void acknowledge(String ack) {
    WebSocket open = socket;
    if (open != null) {
      // One after the other: a second text before the first is out is an error.
      sent =
          sent.thenCompose(done -> open.sendText(ack, true))
              .whenComplete((done, failure) -> end(failure));
    }
  }
}
