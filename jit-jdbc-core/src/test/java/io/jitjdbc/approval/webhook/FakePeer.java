package io.jitjdbc.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The other end, as strict as it may be: it complains of every header and field that is not in the
 * documentation, and checks signatures with the library of the standard's authors.
 */
final class FakePeer implements AutoCloseable {
  private static final Set<String> HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "accept",
          "user-agent",
          "upgrade",
          "http2-settings",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "jit.approval.requested",
          Set.of(
              "task",
              "status",
              "filedAt",
              "expiresAt",
              "subject",
              "actor",
              "application",
              "purpose",
              "rule",
              "reason",
              "statement",
              "resources",
              "target",
              "policyVersion",
              "requirement",
              "emergency"),
          "jit.approval.changed",
          Set.of("task", "status", "answers", "ending"),
          "jit.approval.reminded",
          Set.of("task", "status", "groups", "dueAt", "filedAt", "expiresAt"),
          "jit.approval.escalated",
          Set.of("task", "status", "groups", "dueAt", "filedAt", "expiresAt"));

  /** What was delivered, whether it was taken or not. */
  record Delivered(String id, String body, String signatures) {
    Map<String, Object> message() {
      return json(body);
    }

    String type() {
      return String.valueOf(message().get("type"));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> data() {
      return (Map<String, Object>) message().get("data");
    }
  }

  /** Answers in the peer's place. */
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  final List<Delivered> delivered = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Taken from for each delivery; where there is none, it is accepted. */
  final Queue<Answering> next = new ConcurrentLinkedQueue<>();

  /** Answers to questions by their path; 404 where there is none. */
  final Map<String, Answering> answers = new ConcurrentHashMap<>();

  volatile List<String> secrets = List.of(WebhookFixture.SECRET);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final InstantSource clock;
  private final Map<String, String> bodies = new ConcurrentHashMap<>();

  FakePeer(InstantSource clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return origin() + "/hooks/secret-path";
  }

  static String path(String task) {
    return "/hooks/secret-path/" + task;
  }

  /** Of one type, in the order in which they came. */
  List<Delivered> delivered(String type) {
    return delivered.stream().filter(one -> one.type().equals("jit.approval." + type)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      checkHeaders(exchange, body);
      if (exchange.getRequestMethod().equals("GET")) {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        answers.getOrDefault(path, status(404)).answer(exchange);
        return;
      }
      checkBody(exchange, body);
      Answering answering = next.poll();
      (answering == null ? status(202) : answering).answer(exchange);
    }
  }

  private void checkHeaders(HttpExchange exchange, String body) {
    for (String name : exchange.getRequestHeaders().keySet()) {
      if (!HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        complaints.add("header " + name);
      }
    }
    String id = header(exchange, "webhook-id");
    long time = Long.parseLong(header(exchange, "webhook-timestamp"));
    List<String> given = Arrays.asList(header(exchange, "webhook-signature").split(" "));
    List<String> expected =
        secrets.stream().map(secret -> signature(secret, id, time, body)).toList();
    if (!given.equals(expected)) {
      complaints.add("signatures of " + id);
    }
  }

  private void checkBody(HttpExchange exchange, String body) {
    String id = header(exchange, "webhook-id");
    var one = new Delivered(id, body, header(exchange, "webhook-signature"));
    delivered.add(one);
    // Of changes the peer hears from another thread, for which a test's clock does not wait.
    if (one.type().equals("jit.approval.requested")
        && !header(exchange, "webhook-timestamp")
            .equals(Long.toString(clock.instant().getEpochSecond()))) {
      complaints.add("time of " + id);
    }
    if (!body.equals(bodies.computeIfAbsent(id, key -> body))) {
      complaints.add("another body under id " + id);
    }
    if (!one.message().keySet().equals(Set.of("type", "timestamp", "data"))
        || !FIELDS.getOrDefault(one.type(), Set.of()).containsAll(one.data().keySet())
        || !"application/json".equals(header(exchange, "content-type"))) {
      complaints.add("fields of " + id);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  static String signature(String secret, String id, long time, String body) {
    try {
      return new Webhook(secret).sign(id, time, body);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Answering status(int status, String... headers) {
    return exchange -> reply(exchange, status, Map.of(), "", headers);
  }

  /** A decision or a list of them, signed now. */
  Answering signed(String body) {
    return signed(body, secrets.get(0), clock.instant().getEpochSecond());
  }

  static Answering signed(String body, String secret, long time) {
    String id = "peer_" + System.nanoTime();
    Map<String, String> headers =
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", Long.toString(time),
            "webhook-signature", signature(secret, id, time, body));
    return exchange -> reply(exchange, 200, headers, body);
  }

  static Answering body(int status, String body) {
    return exchange -> reply(exchange, status, Map.of(), body);
  }

  private static void reply(
      HttpExchange exchange, int status, Map<String, String> signed, String body, String... headers)
      throws IOException {
    var all = new HashMap<>(signed);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    all.forEach(exchange.getResponseHeaders()::add);
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static Map<String, Object> json(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    List<String> all = new ArrayList<>(complaints);
    if (!all.isEmpty()) {
      throw new AssertionError(all.toString());
    }
  }
}
