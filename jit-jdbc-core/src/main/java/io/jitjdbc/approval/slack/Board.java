package io.jitjdbc.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.posting.Posting;
import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Posts the messages about requests, and knows them again. Thread-safe. */
final class Board {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.]{1,128}");

  /** Longer than a call may take. */
  private static final Duration POSTING = Duration.ofMinutes(2);

  private final SlackPlace place;
  private final PostingBook postings;
  private final InstantSource clock;
  private final Alarm alarm = new Alarm();

  Board(SlackPlace place, PostingBook postings, InstantSource clock) {
    this.place = place;
    this.postings = postings;
    this.clock = clock;
  }

  /**
   * Posts the message of a new request.
   *
   * @throws RefusedException if nobody can see it
   */
  void post(AccessRequest request) throws RefusedException {
    Instant now = clock.instant();
    var standing = new Standing(RequestProgress.filed(request), now);
    // Noted first: a click may come before Slack's answer.
    var posting =
        new Posting(
            request.id(), place.channel(), "", Nonce.of(request), standing.label(), Posting.NEVER);
    postings.add(posting);
    send(request, posting, standing);
  }

  /**
   * Posts the message of an open request that was filed before, if there is none: the process that
   * filed it may have ended before it could tell anybody.
   *
   * @throws RefusedException if nobody can see it
   */
  void ensure(AccessRequest request) throws RefusedException {
    Instant now = clock.instant();
    if (now.isBefore(request.filedAt().plus(POSTING))) {
      // Whoever filed it may be at it.
      return;
    }
    Optional<Posting> found = postings.find(request.id());
    if (found.isEmpty()) {
      post(request);
      return;
    }
    if (found.get().reference().isEmpty()) {
      send(request, claimed(found.get(), now), new Standing(RequestProgress.filed(request), now));
    }
  }

  private Posting claimed(Posting seen, Instant now) throws RefusedException {
    boolean isFree = seen.due().equals(Posting.NEVER) || !now.isBefore(seen.due());
    Posting claimed = seen.showing(seen.state(), now.plus(POSTING));
    if (isFree && postings.replace(seen, claimed)) {
      return claimed;
    }
    throw RefusedException.denied(
        "request "
            + seen.requestId()
            + " is not in Slack yet: somebody has just tried to post it. Run the statement again"
            + " in two minutes");
  }

  private void send(AccessRequest request, Posting posting, Standing standing)
      throws RefusedException {
    boolean calling = request.isEmergency() && alarm.rings(clock.instant());
    Map<String, Object> arguments =
        new LinkedHashMap<>(standing.message().arguments(posting.nonce(), calling));
    arguments.put("channel", place.channel());
    arguments.put("unfurl_links", false);
    arguments.put("unfurl_media", false);
    try {
      JsonFields posted = place.api().callPatiently("chat.postMessage", place.token(), arguments);
      settle(posting, reference(posted), standing.lookAgain());
    } catch (InterruptedIOException e) {
      throw new RefusedException(
          SqlState.CANCELLED, "interrupted while Slack was told of request " + request.id());
    } catch (IOException e) {
      throw untold(request.id(), String.valueOf(e.getMessage()));
    }
  }

  private static RefusedException untold(String requestId, String why) {
    return RefusedException.denied(
        "request "
            + requestId
            + " was not filed, because Slack was not told of it: "
            + why
            + ". Check jit.approval.slack.bot.token, that its app may write (chat:write) and is"
            + " in the channel of jit.approval.slack.channel");
  }

  private void settle(Posting posting, String reference, Instant due)
      throws RefusedException, IOException {
    // Where it is not so, a click was quicker, and has shown where the message is.
    if (!postings.replace(posting, posting.at(place.channel(), reference, due))
        && postings
            .find(posting.requestId())
            .filter(one -> one.reference().equals(reference))
            .isEmpty()) {
      throw new IOException("what is noted of the message was changed by somebody else");
    }
  }

  private String reference(JsonFields posted) throws IOException {
    String channel = name(posted, "channel");
    if (!channel.equals(place.channel())) {
      // Clicks come with this name: they would be taken for forged ones.
      throw new IOException("Slack calls the channel " + channel + ", which has to be set instead");
    }
    return name(posted, "ts");
  }

  private static String name(JsonFields posted, String field) throws IOException {
    try {
      String text = posted.text(field);
      if (NAME.matcher(text).matches()) {
        return text;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new IOException("Slack did not say where the message is");
  }

  /**
   * Whether a button of ours was pressed, and at the very message that was posted for the request.
   */
  boolean knows(Click click) throws RefusedException {
    Optional<Posting> found = postings.find(click.requestId()).filter(one -> isFrom(one, click));
    if (found.isPresent() && found.get().reference().isEmpty()) {
      // Slack's answer to the posting is on its way, or was lost. Only the message has the nonce.
      Posting seen = found.get();
      postings.replace(seen, seen.at(seen.channel(), click.reference(), clock.instant()));
      found = postings.find(click.requestId());
    }
    return found.filter(posting -> posting.reference().equals(click.reference())).isPresent();
  }

  private static boolean isFrom(Posting posting, Click click) {
    return MessageDigest.isEqual(posting.nonce().getBytes(UTF_8), click.nonce().getBytes(UTF_8))
        && posting.channel().equals(click.channel());
  }
}
