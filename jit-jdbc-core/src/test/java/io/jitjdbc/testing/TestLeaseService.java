package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.testing.LeaseProtocol.Message;
import io.jitjdbc.testing.LeaseProtocol.Operation;
import io.jitjdbc.testing.TestLeaseBook.KeyReusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A broker service on this machine that keeps to the lease protocol and holds its clients to it:
 * whatever a request has too much or too little is refused, and remembered as a violation. It
 * believes the tokens of a {@link TestIssuer} and can be made to misbehave. Thread-safe.
 */
public final class TestLeaseService implements AutoCloseable {
  /** They take a token that has expired since. */
  private static final Set<String> FORGIVING = Set.of("revoke", "standing");

  private final HttpServer server;
  private final TestIssuer issuer;
  private final ExecutorService threads = Executors.newCachedThreadPool(TestLeaseService::daemon);
  private final LeaseProtocol protocol = LeaseProtocol.load();
  private final TestLeaseBook book = new TestLeaseBook();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<String> granted = new CopyOnWriteArraySet<>();
  private volatile boolean askingPeople;

  /** What is answered. */
  public record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, Map<String, Object> body) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
          JSONObjectUtils.toJSONString(body));
    }

    /** A refusal in the words of the protocol. */
    public static Reply problem(int status, String code, String detail) {
      var headers = new TreeMap<>(Map.of("Content-Type", "application/problem+json"));
      if (status == 401) {
        headers.put("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      }
      if (status == 429 || status == 503) {
        headers.put("Retry-After", "1");
      }
      var body =
          Map.<String, Object>of(
              "type", "urn:jit-jdbc:problem:" + code,
              "title", code.replace('-', ' '),
              "status", status,
              "detail", detail,
              "code", code);
      return new Reply(status, headers, JSONObjectUtils.toJSONString(body));
    }

    /** The same with another header. */
    public Reply with(String header, String value) {
      var more = new TreeMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  /** What happens to a request instead of an orderly answer. */
  @FunctionalInterface
  public interface Fault {
    /**
     * Deals with the exchange.
     *
     * @param orderly makes the answer that would have been given; then the request has its effect
     */
    void happen(HttpExchange exchange, Supplier<Reply> orderly)
        throws IOException, InterruptedException;
  }

  private TestLeaseService(HttpServer server, TestIssuer issuer) {
    this.server = server;
    this.issuer = issuer;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A service on a free port of the loopback interface. */
  public static TestLeaseService start(TestIssuer issuer) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new TestLeaseService(HttpServer.create(address, 0), issuer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on leases last that long, unless something else is asked for. */
  public void leaseFor(Duration span) {
    book.life(span);
  }

  /** From now on leases are that old already when they are handed out. */
  public void leaseFromStock(Duration age) {
    book.age(age);
  }

  /** From now on leases bring that policy. */
  public void bring(String signedPolicy) {
    book.policy(signedPolicy);
  }

  /** From now on it leases logins of a real database, instead of ones that it makes up. */
  public void lend(Supplier<TestLogin> logins) {
    book.lend(logins);
  }

  /** From now on people are asked about every request. */
  public void askPeople() {
    askingPeople = true;
  }

  /** People have agreed to the request. */
  public void grant(String request) {
    granted.add(request);
  }

  /** Somebody ends the lease from outside. */
  public void end(String lease) {
    book.end(lease);
  }

  /** From now on leases are renewed for no longer. */
  public void renewNoMore() {
    book.renewable(false);
  }

  /** What happens to the next request that has none before it. */
  public void next(Fault fault) {
    faults.add(fault);
  }

  /** The next request is answered with that and has no effect. */
  public void next(Reply reply) {
    next((exchange, orderly) -> send(exchange, reply));
  }

  /** How requests broke the protocol. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Every request so far, by operation. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Every lease that was issued, by its id. */
  public Map<String, Map<String, Object>> leases() {
    return book.leases();
  }

  public Set<String> revoked() {
    return book.revoked();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Fault fault = Optional.ofNullable(faults.poll()).orElse(TestLeaseService::orderly);
      fault.happen(exchange, () -> reply(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void orderly(HttpExchange exchange, Supplier<Reply> orderly) throws IOException {
    send(exchange, orderly.get());
  }

  /** Answers. */
  public static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Reply reply(HttpExchange exchange, String body) {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String path = exchange.getRequestURI().getPath();
    Optional<Operation> found = protocol.operation(exchange.getRequestMethod(), path);
    if (found.isEmpty()) {
      violations.add("no such operation: " + exchange.getRequestMethod() + ' ' + path);
      return Reply.problem(404, "unknown-path", "There is nothing at this path.");
    }
    Operation operation = found.get();
    asked.add(operation.id());
    var request = new Message(headers, body);
    Reply reply = reply(operation, path, request);
    var answer = new HashMap<>(Map.of("date", "set by the server"));
    reply.headers().forEach((name, value) -> answer.put(name.toLowerCase(Locale.ROOT), value));
    violations.addAll(operation.answerProblems(reply.status(), new Message(answer, reply.body())));
    return reply;
  }

  private Reply reply(Operation operation, String path, Message request) {
    List<String> problems = operation.requestProblems(request);
    if (!problems.isEmpty()) {
      violations.addAll(problems);
      boolean badHeader = problems.stream().anyMatch(problem -> problem.startsWith("header"));
      return Reply.problem(
          badHeader ? 400 : 422,
          badHeader ? "malformed-request" : "invalid-request",
          String.join("; ", problems));
    }
    Optional<JWTClaimsSet> caller = caller(request, FORGIVING.contains(operation.id()));
    if (caller.isEmpty()) {
      return Reply.problem(401, "token-refused", "The token is not good here.");
    }
    return reply(operation, path, request, caller.get());
  }

  private Reply reply(Operation operation, String path, Message request, JWTClaimsSet caller) {
    String subject = caller.getSubject();
    String last = path.replaceFirst("/renew$", "").replaceFirst(".*/", "");
    return switch (operation.id()) {
      case "lease" -> lease(caller, request);
      case "renew" ->
          book.has(subject, last)
              ? Reply.json(200, book.renew(last))
              : Reply.problem(404, "unknown-lease", "No such lease goes on.");
      case "standing" ->
          Reply.json(
              200, Map.of("id", last, "state", book.has(subject, last) ? "active" : "ended"));
      case "revoke" -> revoke(subject, last);
      default ->
          Reply.json(200, Map.of("id", last, "state", granted(last) ? "granted" : "pending"))
              .with("Retry-After", "5");
    };
  }

  private boolean granted(String request) {
    return granted.contains(request);
  }

  private Reply lease(JWTClaimsSet caller, Message request) {
    String subject = caller.getSubject();
    Map<String, Object> body = json(request.body());
    @SuppressWarnings("unchecked")
    var claimed = (Map<String, Object>) body.get("subject");
    if (!subject.equals(claimed.get("id")) || !caller.getIssuer().equals(claimed.get("issuer"))) {
      return Reply.problem(403, "subject-mismatch", "The token is of somebody else.");
    }
    String pending = "request-" + Integer.toHexString(request.body().hashCode());
    if (askingPeople && !granted(pending)) {
      return Reply.json(
              202,
              Map.of(
                  "id", pending,
                  "approvers", List.of("data-owners", "carol"),
                  "links", Map.of("poll", "/v1/requests/" + pending)))
          .with("Retry-After", "30");
    }
    try {
      long ttl = body.get("ttlSeconds") instanceof Long seconds ? seconds : 0;
      String key = request.header("idempotency-key");
      return Reply.json(201, book.issue(subject, key, request.body(), ttl));
    } catch (KeyReusedException e) {
      return Reply.problem(
          409, "idempotency-key-reused", "The key came with another request before.");
    }
  }

  private Reply revoke(String subject, String id) {
    book.revoke(subject, id);
    return new Reply(204, Map.of(), "");
  }

  /** Whose token it is; one that expired is good enough for what gives nobody more. */
  private Optional<JWTClaimsSet> caller(Message request, boolean mayBeExpired) {
    try {
      SignedJWT token = SignedJWT.parse(request.header("authorization").replace("Bearer ", ""));
      Instant now = InstantSource.system().instant();
      JWTClaimsSet claims = token.getJWTClaimsSet();
      return token.verify(new ECDSAVerifier(issuer.key().toPublicJWK()))
              && (mayBeExpired || claims.getExpirationTime().toInstant().isAfter(now))
          ? Optional.of(claims)
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> json(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "test-lease-service");
    thread.setDaemon(true);
    return thread;
  }
}
