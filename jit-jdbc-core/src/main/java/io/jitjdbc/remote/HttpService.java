package io.jitjdbc.remote;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service that is asked by HTTP: an answer comes whole within a time limit, or not at all.
 * Redirects are not followed, because they would carry a token to wherever they lead. Thread-safe;
 * starts no thread before the first request.
 */
public final class HttpService {
  private final URI address;
  private final Duration timeout;
  private volatile @Nullable HttpClient client;

  /**
   * @param address what the paths of requests are appended to
   * @param timeout for a whole exchange, from connecting to the last byte of the answer
   */
  public HttpService(URI address, Duration timeout) {
    this.address = requireNonNull(address);
    this.timeout = requireNonNull(timeout);
  }

  /**
   * What was answered, whatever its status.
   *
   * @param headers the first value of each, by its name in lower case
   */
  public record Answer(int status, String body, Map<String, String> headers) {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
      return status / 100 == 2;
    }

    /** Without the body: a login may be in it. */
    @Override
    public String toString() {
      return "answer " + status;
    }
  }

  /** Where requests go, for messages. */
  public URI address() {
    return address;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param path begins with a slash, and is encoded already
   * @param headers besides {@code Accept} and {@code Content-Type}, which say JSON unless they are
   *     among them
   * @param body empty to send none
   * @throws IOException if no whole answer came in time; the message says why, and quotes nothing
   *     that was sent or answered
   * @throws InterruptedIOException if the thread was interrupted, and still is
   */
  public Answer send(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    return send(method, path, headers, body, timeout);
  }

  /**
   * The same within a limit of its own.
   *
   * @param limit longer than nothing; for the whole exchange, like the service's own
   * @throws IOException as above
   */
  public Answer send(
      String method, String path, Map<String, String> headers, String body, Duration limit)
      throws IOException {
    Pending pending = begin(method, path, headers, body, limit);
    try {
      return pending.await(limit);
    } finally {
      pending.cancel();
    }
  }

  /**
   * The same with a body that is no text; the headers say what it is.
   *
   * @throws IOException as above
   */
  public Answer send(
      String method, String path, Map<String, String> headers, byte[] body, Duration limit)
      throws IOException {
    Pending pending = begin(method, path, headers, BodyPublishers.ofByteArray(body), limit);
    try {
      return pending.await(limit);
    } finally {
      pending.cancel();
    }
  }

  /**
   * Sends a request and does not wait for its answer, which comes or does not come by itself.
   *
   * @param limit until the answer begins; whoever waits for its end says how long
   * @throws IOException if it cannot be sent at all
   */
  public Pending begin(
      String method, String path, Map<String, String> headers, String body, Duration limit)
      throws IOException {
    BodyPublisher publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return begin(method, path, headers, publisher, limit);
  }

  private Pending begin(
      String method, String path, Map<String, String> headers, BodyPublisher body, Duration limit)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutSlash(address) + path))
            .timeout(limit)
            .header("Accept", "application/json")
            .method(method, body);
    if (body.contentLength() != 0) {
      request.header("Content-Type", "application/json");
    }
    addHeaders(headers, request);
    return new Pending(client().sendAsync(request.build(), received -> new BoundedBody()), limit);
  }

  private void addHeaders(Map<String, String> headers, HttpRequest.Builder request)
      throws IOException {
    try {
      headers.forEach(request::setHeader);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes the value, which may be a token out of a broken file.
      throw new IOException(
          address + " was not asked: a header's value has a character that none may have");
    }
  }

  /** A request that is under way. Thread-safe. */
  public final class Pending {
    private final CompletableFuture<HttpResponse<String>> response;
    private final Duration begun;

    /**
     * @param begun within which the answer must have begun
     */
    private Pending(CompletableFuture<HttpResponse<String>> response, Duration begun) {
      this.response = response;
      this.begun = begun;
    }

    /**
     * The whole answer. Whoever waited long enough leaves the request to itself.
     *
     * @throws IOException if there is none, or not within the limit; as {@link #send} says
     * @throws InterruptedIOException if the thread was interrupted, and still is
     */
    public Answer await(Duration limit) throws IOException {
      try {
        // The request's own limit ends when the answer begins.
        return answer(response.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        throw late(limit, e);
      } catch (ExecutionException e) {
        // Whichever of the two clocks rings first, it is the same thing to whoever reads of it.
        throw isLate(e.getCause())
            ? late(begun, e)
            : new IOException(address + " cannot be reached: " + reason(e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + address);
      }
    }

    /** Does something with the answer on another thread, if one comes; it must not block. */
    public void whenAnswered(Consumer<Answer> deed) {
      CompletableFuture<Void> unused = response.thenAccept(come -> deed.accept(answer(come)));
    }

    /** Gives the request up. Idempotent. */
    public void cancel() {
      response.cancel(true);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    var headers = new HashMap<String, String>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Answer(response.statusCode(), response.body(), headers);
  }

  private IOException late(Duration limit, Exception cause) {
    return new IOException(address + " did not answer within " + limit.toMillis() + " ms", cause);
  }

  /** One that did not connect in time was not reached. */
  private static boolean isLate(@Nullable Throwable failure) {
    return failure instanceof HttpTimeoutException
        && !(failure instanceof HttpConnectTimeoutException);
  }

  /** Some failures of connecting have no message. */
  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder().connectTimeout(timeout).followRedirects(Redirect.NEVER).build();
      client = known;
    }
    return known;
  }

  private static String withoutSlash(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
