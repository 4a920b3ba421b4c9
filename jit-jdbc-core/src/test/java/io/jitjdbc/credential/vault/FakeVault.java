package io.jitjdbc.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The part of Vault's HTTP API that the broker uses, by its documentation, over real HTTP. Strict:
 * an unknown path, method, header or field is a mistake, and {@link #close} fails if any was made.
 * Thread-safe.
 */
final class FakeVault implements AutoCloseable {
  /** Of the HTTP client itself. */
  private static final Set<String> TRANSPORT =
      Set.of("connection", "content-length", "host", "http2-settings", "upgrade", "user-agent");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeVault::daemon);
  private final List<String> mistakes = new CopyOnWriteArrayList<>();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final String namespace;

  /** Each request, such as {@code POST auth/jwt/login}. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Everything that must never be seen outside: tokens and passwords. */
  final Set<String> secrets = ConcurrentHashMap.newKeySet();

  final VaultState state;
  volatile Duration delay = Duration.ZERO;

  /** An answer in place of the usual one. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private FakeVault(HttpServer server, MutableClock clock, String namespace) {
    this.server = server;
    this.namespace = namespace;
    this.state = new VaultState(clock, secrets);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeVault start(MutableClock clock) {
    return start(clock, "");
  }

  static FakeVault start(MutableClock clock, String namespace) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new FakeVault(HttpServer.create(address, 0), clock, namespace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on that path answers so. */
  void reply(String path, Reply reply) {
    replies.put(path, reply);
  }

  void reply(String path, int status, String body) {
    reply(path, exchange -> send(exchange, status, body));
  }

  void recover() {
    replies.clear();
  }

  long count(String request) {
    return asked.stream().filter(request::equals).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    assertThat(mistakes).isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      String call = exchange.getRequestMethod() + " " + path.replaceFirst("^/v1/", "");
      asked.add(call);
      Thread.sleep(delay.toMillis());
      check(exchange, call, body);
      Reply reply = replies.get(path.replaceFirst("^/v1/", ""));
      if (reply != null) {
        reply.to(exchange);
        return;
      }
      String token = header(exchange, "X-Vault-Token");
      VaultState.Outcome outcome = state.handle(call, token, json(body));
      if (outcome == null) {
        mistakes.add("no such request: " + call);
        outcome = new VaultState.Outcome(404, "{\"errors\":[]}");
      }
      send(exchange, outcome.status(), outcome.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ParseException | RuntimeException e) {
      mistakes.add(e.toString());
    }
  }

  private void check(HttpExchange exchange, String call, String body) throws ParseException {
    boolean isLogin = call.endsWith("/login");
    var expected = new TreeSet<>(Set.of("accept", "x-vault-request"));
    if (!namespace.isEmpty()) {
      expected.add("x-vault-namespace");
    }
    if (!isLogin) {
      expected.add("x-vault-token");
    }
    if (!body.isEmpty()) {
      expected.add("content-type");
    }
    var sent = new TreeSet<String>();
    exchange.getRequestHeaders().keySet().forEach(name -> sent.add(name.toLowerCase(Locale.ROOT)));
    sent.removeAll(TRANSPORT);
    expect(call + " headers", sent, expected);
    expect(call + " X-Vault-Request", header(exchange, "X-Vault-Request"), "true");
    expect(call + " X-Vault-Namespace", header(exchange, "X-Vault-Namespace"), namespace);
    expect(call + " fields", fields(json(body)), fieldsOf(call));
  }

  private static Set<String> fields(Map<String, Object> json) {
    return new TreeSet<>(json.keySet());
  }

  private static Set<String> fieldsOf(String call) {
    return switch (call) {
      case "POST auth/jwt/login", "POST auth/kubernetes/login" -> Set.of("jwt", "role");
      case "PUT sys/leases/renew" -> Set.of("increment", "lease_id");
      case "PUT sys/leases/lookup" -> Set.of("lease_id");
      case "PUT sys/leases/revoke" -> Set.of("lease_id", "sync");
      default -> Set.of();
    };
  }

  private void expect(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      mistakes.add(what + ": " + actual + " instead of " + expected);
    }
  }

  private static Map<String, Object> json(String body) throws ParseException {
    return body.isEmpty() ? Map.of() : JSONObjectUtils.parse(body);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "fake-vault");
    thread.setDaemon(true);
    return thread;
  }
}
