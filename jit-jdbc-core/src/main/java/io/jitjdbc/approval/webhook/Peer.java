package io.jitjdbc.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The other end of the webhooks. Its messages name its origin only: a path may be a secret. */
final class Peer {
  private static final Set<Integer> WORTH_ANOTHER = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final URI address;
  private final HttpService origin;
  private final Duration timeout;
  private final SharedKeys keys;
  private final InstantSource clock;

  /**
   * @param timeout for a message with all its attempts
   */
  Peer(URI address, Duration timeout, SharedKeys keys, InstantSource clock) {
    this.address = address;
    this.origin = new HttpService(originOf(address), timeout);
    this.timeout = timeout;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Delivers a message: several times if need be, under one id.
   *
   * @return the answer that accepts it
   * @throws RefusedException if it was not accepted in time
   */
  Answer deliver(String body) throws RefusedException {
    try {
      return deliver(newId(), body, new Attempts(timeout));
    } catch (InterruptedIOException e) {
      throw new RefusedException(
          SqlState.CANCELLED, "interrupted while telling people of an access request");
    }
  }

  private Answer deliver(String id, String body, Attempts attempts)
      throws RefusedException, InterruptedIOException {
    while (true) {
      try {
        Answer answer = send("POST", address.getRawPath(), id, body, attempts.left());
        if (answer.isSuccess()) {
          return answer;
        }
        if (!WORTH_ANOTHER.contains(answer.status()) || !attempts.pause(answer)) {
          throw untold("it answered with status " + answer.status());
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (!attempts.pause()) {
          throw untold(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /**
   * Asks for what was decided, once. The question is signed as well, over an empty body.
   *
   * @throws IOException if no whole answer came in time; quotes nothing of it
   * @throws RefusedException if the keys cannot be read
   */
  Answer fetch(String path) throws IOException, RefusedException {
    return send("GET", path, newId(), "", timeout);
  }

  /** Where decisions on a request are, unless the peer names another place. */
  String pathOf(String requestId) {
    String path = address.getRawPath();
    String start = path.endsWith("/") ? path : path + '/';
    return start + URLEncoder.encode(requestId, UTF_8).replace("+", "%20");
  }

  /** The path of a place that the peer names; empty if it is not at the peer itself. */
  Optional<String> pathAt(String named) {
    try {
      URI place = address.resolve(named);
      if (place.getRawUserInfo() != null
          || place.getRawPath() == null
          || !place.getRawPath().startsWith("/")
          || !originOf(place).equals(originOf(address))) {
        return Optional.empty();
      }
      String query = place.getRawQuery() == null ? "" : '?' + place.getRawQuery();
      return Optional.of(place.getRawPath() + query);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Answer send(String method, String path, String id, String body, Duration limit)
      throws IOException, RefusedException {
    var message = new SignedMessage(id, clock.instant().getEpochSecond(), body);
    List<SigningKey> inForce = keys.now();
    Map<String, String> headers = message.headers(inForce);
    return origin.send(method, path, headers, body, limit);
  }

  private RefusedException untold(String problem) {
    return new RefusedException(
        SqlState.UNREACHABLE,
        "the webhook service at "
            + origin.address()
            + " did not take a message: "
            + problem
            + ". Check jit.approval.webhook.address and that the service is up");
  }

  private static String newId() {
    return "jit_" + UUID.randomUUID();
  }

  private static URI originOf(URI place) {
    int port = place.getPort();
    return URI.create(place.getScheme() + "://" + place.getHost() + (port == -1 ? "" : ":" + port));
  }
}
