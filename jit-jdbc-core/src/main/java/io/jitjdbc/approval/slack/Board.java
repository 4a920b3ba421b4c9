package io.jitjdbc.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.notice.Notice;
import io.jitjdbc.approval.notice.NoticeBook;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages about requests: each is posted once, and shows where its request stands. */
final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);
  private static final int ATTEMPTS = 5;
  private static final int NONCE_BYTES = 24;
  private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9.]{1,128}");

  /** A process that ends at the wrong moment leaves its message to others for no longer. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private static final int CLAIM_SPREAD_MILLIS = 10_000;

  private final SlackApi api;
  private final SlackToken token;
  private final String channel;
  private final RequestBook book;
  private final NoticeBook notices;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Where messages go, and by whose right. */
  record Place(SlackApi api, SlackToken token, String channel) {}

  Board(Place place, RequestBook book, NoticeBook notices, InstantSource clock) {
    this.api = place.api();
    this.token = place.token();
    this.channel = place.channel();
    this.book = book;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Posts the message of a new request.
   *
   * @throws RefusedException if nobody can see it
   */
  void post(AccessRequest request) throws RefusedException {
    Instant now = clock.instant();
    var message = new RequestMessage(request, RequestProgress.filed(request).at(now));
    // First the notice: a click may come before the answer to the posting.
    var notice = new Notice(request.id(), channel, "", nonce(), message.label(), Notice.NEVER);
    notices.add(notice);
    Map<String, Object> arguments = new LinkedHashMap<>(message.arguments(notice.nonce()));
    arguments.put("channel", channel);
    arguments.put("unfurl_links", false);
    arguments.put("unfurl_media", false);
    try {
      JsonFields posted = api.call("chat.postMessage", token, arguments);
      Notice placed = notice.at(place(posted, "channel"), place(posted, "ts"), message.due());
      if (!notices.replace(notice, placed)) {
        throw new IOException("the notice of the message was changed by somebody else");
      }
    } catch (IOException e) {
      throw RefusedException.denied(
          "request "
              + request.id()
              + " was not filed, because Slack was not told of it: "
              + e.getMessage()
              + ". Check jit.approval.slack.bot.token, that its app may write (chat:write) and is"
              + " in the channel of jit.approval.slack.channel");
    }
  }

  private static String place(JsonFields posted, String name) throws IOException {
    try {
      String text = posted.text(name);
      if (PLACE.matcher(text).matches()) {
        return text;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new IOException("Slack did not say where the message is");
  }

  /** Makes the message of a request true, if it is not. Never throws. */
  void refresh(String requestId) {
    try {
      Outcome outcome = Outcome.OVERTAKEN;
      for (int i = 0; i < ATTEMPTS && outcome != Outcome.DONE; i++) {
        outcome = attempt(requestId, outcome == Outcome.DISTURBED);
      }
    } catch (RefusedException | IOException e) {
      LOG.warn("the message about request {} may be out of date: {}", requestId, e.getMessage());
    }
  }

  /** Looks for messages that time has made untrue. Never throws. */
  void sweep() {
    try {
      List<Notice> due = notices.due(clock.instant());
      due.forEach(notice -> refresh(notice.requestId()));
    } catch (RefusedException e) {
      LOG.warn("messages about requests may be out of date: {}", e.getMessage());
    }
  }

  private enum Outcome {
    DONE,
    /** Somebody else changed the notice first, and may have seen less than we. */
    OVERTAKEN,
    /** Somebody else updated the message at the same time, and ours may have hidden theirs. */
    DISTURBED
  }

  private Outcome attempt(String requestId, boolean disturbed)
      throws RefusedException, IOException {
    Optional<Notice> found = notices.find(requestId);
    Optional<RequestProgress> progress = book.find(requestId);
    if (found.isEmpty() || found.get().reference().isEmpty() || progress.isEmpty()) {
      return Outcome.DONE;
    }
    Notice seen = found.get();
    Instant now = clock.instant();
    var message = new RequestMessage(progress.get().request(), progress.get().at(now));
    if (!disturbed && message.label().equals(seen.state()) && now.isBefore(seen.due())) {
      return Outcome.DONE;
    }
    // No two claims are equal: each has to see whether it is still in force.
    Duration claim = CLAIM.plusMillis(random.nextInt(CLAIM_SPREAD_MILLIS));
    Notice claimed = seen.showing(message.label(), now.plus(claim));
    if (!notices.replace(seen, claimed)) {
      return Outcome.OVERTAKEN;
    }
    return isShown(message, claimed) ? Outcome.DONE : Outcome.DISTURBED;
  }

  private boolean isShown(RequestMessage message, Notice claimed)
      throws RefusedException, IOException {
    Map<String, Object> arguments = new LinkedHashMap<>(message.arguments(claimed.nonce()));
    arguments.put("channel", claimed.channel());
    arguments.put("ts", claimed.reference());
    Instant due = message.due();
    try {
      api.call("chat.update", token, arguments);
    } catch (SlackFailure e) {
      if (e.isPassing()) {
        throw e;
      }
      // Somebody has deleted it, for example: asking again and again would not bring it back.
      LOG.warn("the message about a request stays out of date: {}", e.getMessage());
      due = Notice.NEVER;
    }
    return notices.replace(claimed, claimed.showing(claimed.state(), due));
  }

  /** Whether a button of ours was pressed, and at the very message that we posted. */
  boolean knows(Click click) throws RefusedException {
    return notices.find(click.requestId()).filter(notice -> isSame(notice, click)).isPresent();
  }

  private static boolean isSame(Notice notice, Click click) {
    return MessageDigest.isEqual(notice.nonce().getBytes(UTF_8), click.nonce().getBytes(UTF_8))
        && notice.channel().equals(click.channel())
        && notice.reference().equals(click.reference());
  }

  private String nonce() {
    var bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
