package io.jitjdbc.approval.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the peer wants to be asked for decisions, as far as this process was told. */
final class Places {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  private final Peer peer;
  private final Cache<String, String> named =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  Places(Peer peer) {
    this.peer = peer;
  }

  /** The path to ask at. */
  String of(String requestId) {
    String path = named.getIfPresent(requestId);
    return path == null ? peer.pathOf(requestId) : path;
  }

  /** Notes what an answer names: by its header, or else in its body. */
  void note(String requestId, Answer answer) {
    Optional.ofNullable(answer.headers().get("location"))
        .or(() -> link(answer.body()))
        .ifPresent(place -> keep(requestId, place));
  }

  private void keep(String requestId, String place) {
    peer.pathAt(place)
        .ifPresentOrElse(
            path -> named.put(requestId, path),
            () ->
                LOG.warn(
                    "the webhook service names a place of another origin for request {}; it is"
                        + " asked at its own instead",
                    requestId));
  }

  private static Optional<String> link(String body) {
    try {
      return JsonFields.of(body).object("links").optionalText("self");
    } catch (ParseException e) {
      // It need not answer with anything.
      return Optional.empty();
    }
  }
}
