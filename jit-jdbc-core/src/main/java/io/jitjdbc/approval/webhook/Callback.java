package io.jitjdbc.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for deliveries. Whoever connects gets a few seconds and a bounded body, and learns
 * nothing but a status.
 */
final class Callback implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);
  private static final int MOST_BYTES = 64 * 1024;
  private static final int WAITING = 50;

  private final Deliveries deliveries;
  private final HttpServer server;
  private final TimedWorkers workers;

  private Callback(Deliveries deliveries, HttpServer server, Duration limit) {
    this.deliveries = deliveries;
    this.server = server;
    this.workers = new TimedWorkers(limit);
  }

  /**
   * Listens.
   *
   * @param limit for a delivery, from its first byte to the answer
   */
  static Callback open(InetSocketAddress at, Deliveries deliveries, Duration limit)
      throws IOException {
    var callback = new Callback(deliveries, HttpServer.create(at, WAITING), limit);
    callback.server.createContext("/", callback::serve);
    callback.server.setExecutor(callback.workers);
    callback.server.start();
    return callback;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return 413;
    }
    try {
      return deliveries.receive(headers(exchange), new String(body, UTF_8)).status();
    } catch (RuntimeException e) {
      // Without the cause's text, which may quote what was sent.
      LOG.error("a delivery could not be judged: {}", e.getClass().getName());
      return 500;
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }
}
