package io.jitjdbc.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Slack on this machine: as strict as it is, and stricter where its reference is. */
final class FakeSlack {
  static final String BOT_TOKEN = "xoxb-1-2-" + "secretofthebot";
  static final String APP_TOKEN = "xapp-1-2-" + "secretoftheapp";
  static final String CHANNEL = "C0123ABCD";

  private static final int LOST = -1;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Message> messages = new ConcurrentHashMap<>();
  private final Map<String, Queue<Reply>> planned = new ConcurrentHashMap<>();
  final FakeSocket socket = new FakeSocket();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Whisper> whispers = new CopyOnWriteArrayList<>();
  final List<String> replies = new CopyOnWriteArrayList<>();
  final List<String> complaints = new CopyOnWriteArrayList<>();

  /** A message as it is at the moment. */
  record Message(String ts, List<?> blocks) {
    /** All that can be read in it. */
    String text() {
      return JSONObjectUtils.toJSONString(Map.of("blocks", blocks));
    }

    /** The nonce of its buttons; empty if it has none. */
    String nonce() {
      return actions().map(block -> value((Map<?, ?>) block)).orElse("");
    }

    String blockId() {
      return actions().map(block -> (String) ((Map<?, ?>) block).get("block_id")).orElse("");
    }

    private Optional<?> actions() {
      return blocks.stream()
          .filter(block -> "actions".equals(((Map<?, ?>) block).get("type")))
          .findFirst();
    }

    private static String value(Map<?, ?> block) {
      return (String) ((Map<?, ?>) ((List<?>) block.get("elements")).get(0)).get("value");
    }
  }

  /** What only one person sees. */
  record Whisper(String user, String text) {}

  /** An answer that is not the usual one. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply limited(int seconds) {
      return new Reply(429, "", Map.of("Retry-After", Integer.toString(seconds)));
    }

    /** Slack does what it is asked, and its answer does not arrive. */
    static Reply lost() {
      return new Reply(LOST, "", Map.of());
    }

    static Reply refused(String code) {
      return new Reply(200, "{\"ok\":false,\"error\":\"" + code + "\"}", Map.of());
    }
  }

  private FakeSlack() throws IOException {
    http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()), 0);
    http.createContext("/api/", this::handle);
    http.setExecutor(threads);
    http.start();
    socket.begin();
  }

  static FakeSlack open() throws IOException {
    return new FakeSlack();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/api";
  }

  /** The next answers to a method, before the usual ones. */
  void plan(String method, Reply... replies) {
    planned.computeIfAbsent(method, name -> new ConcurrentLinkedQueue<>()).addAll(List.of(replies));
  }

  List<Message> messages() {
    return List.copyOf(messages.values());
  }

  /** Below those that systems hand out by themselves: one of these could be taken meanwhile. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's; there are others.
      }
    }
  }

  /** The one about a request. */
  Message about(String requestId) {
    return messages.values().stream()
        .filter(message -> !message.text().contains("Still waits"))
        .filter(message -> message.text().contains(": " + requestId))
        .findFirst()
        .orElseThrow();
  }

  long calls(String method) {
    return calls.stream().filter(method::equals).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestURI().getPath().substring("/api/".length());
      calls.add(method);
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Reply reply = reply(method, exchange, body);
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] bytes = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(String method, HttpExchange exchange, String body) {
    try {
      Map<String, Object> fields = body.isEmpty() ? Map.of() : JSONObjectUtils.parse(body);
      requireHeaders(method, exchange);
      SlackRules.requireCall(method, fields);
      Queue<Reply> queue = planned.get(method);
      Reply next = queue == null ? null : queue.poll();
      if (next != null && next.status() != LOST) {
        return next;
      }
      var usual = new Reply(200, JSONObjectUtils.toJSONString(answer(method, fields)), Map.of());
      return next == null ? usual : new Reply(503, "", Map.of());
    } catch (ParseException | RuntimeException e) {
      complaints.add(method + ": " + e);
      return Reply.refused("invalid_arguments");
    }
  }

  private static void requireHeaders(String method, HttpExchange exchange) {
    boolean opens = method.equals("apps.connections.open");
    boolean bare = opens || method.equals("auth.test");
    String token = opens ? APP_TOKEN : BOT_TOKEN;
    String type = bare ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8";
    require(exchange.getRequestMethod(), "POST");
    require(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer " + token);
    require(exchange.getRequestHeaders().getFirst("Content-Type"), type);
    require(exchange.getRequestURI().getQuery(), null);
  }

  private static void require(Object found, Object expected) {
    if (!Objects.equals(found, expected)) {
      throw new IllegalArgumentException("unexpected header, query or method");
    }
  }

  private Map<String, Object> answer(String method, Map<String, Object> fields) {
    var answer = new LinkedHashMap<String, Object>(Map.of("ok", true));
    switch (method) {
      case "auth.test" -> answer.putAll(Map.of("team_id", "T1", "app_id", "A1", "team", "Shop"));
      case "apps.connections.open" -> answer.put("url", socket.address());
      case "chat.postEphemeral" ->
          whispers.add(
              new Whisper(
                  (String) fields.get("user"),
                  JSONObjectUtils.toJSONString(Map.of("blocks", fields.get("blocks")))));
      default -> {
        if (fields.containsKey("thread_ts")) {
          require(messages.containsKey((String) fields.get("thread_ts")), true);
          replies.add(JSONObjectUtils.toJSONString(fields));
        }
        String ts = (String) fields.getOrDefault("ts", "1795437962.0" + count.incrementAndGet());
        require(fields.get("channel"), CHANNEL);
        require(messages.containsKey(ts), method.equals("chat.update"));
        messages.put(ts, new Message(ts, (List<?>) fields.get("blocks")));
        answer.putAll(Map.of("channel", CHANNEL, "ts", ts));
      }
    }
    return answer;
  }

  void close() throws InterruptedException {
    http.stop(0);
    threads.shutdownNow();
    socket.stop(500);
  }
}
