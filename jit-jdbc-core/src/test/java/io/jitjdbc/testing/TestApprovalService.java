package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.protocol.ApprovalResources;
import io.jitjdbc.approval.protocol.Evidence;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LeaseProtocol.Message;
import io.jitjdbc.testing.LeaseProtocol.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An approval service on this machine over a real book of requests. It keeps to the approval
 * protocol and holds its clients to it: whatever a request has too much or too little is refused,
 * and remembered as a violation. It believes the tokens of a {@link TestIssuer} and can be made to
 * misbehave. Thread-safe.
 */
public final class TestApprovalService implements AutoCloseable {
  /** Where its console would be. */
  public static final String REVIEW = "/console/requests/";

  private final HttpServer server;
  private final TestTokens tokens;
  private final RequestBook book;
  private final BookApprovals approvals;
  private final InstantSource clock;
  private volatile ApprovalResources resources;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(TestApprovalService::daemon);
  private final LeaseProtocol protocol = LeaseProtocol.load("approval");
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

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

  private TestApprovalService(
      HttpServer server, TestIssuer issuer, RequestBook book, InstantSource clock) {
    this.server = server;
    this.tokens = new TestTokens(issuer);
    this.book = book;
    this.clock = clock;
    this.approvals = new BookApprovals(book, Channel.NONE, Duration.ofSeconds(1), clock);
    this.resources = new ApprovalResources(book, approvals, Evidence.NONE, REVIEW, clock);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A service on a free port of the loopback interface; the book is closed with it. */
  public static TestApprovalService start(
      TestIssuer issuer, RequestBook book, InstantSource clock) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
      return new TestApprovalService(HttpServer.create(address, 0), issuer, book, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The book's own desk, past the protocol. */
  public BookApprovals approvals() {
    return approvals;
  }

  /** From now on approvals bring that evidence. */
  public void prove(Evidence evidence) {
    resources = new ApprovalResources(book, approvals, evidence, REVIEW, clock);
  }

  /** What happens to the next request of an operation that has none before it. */
  public void next(String operation, Fault fault) {
    faults.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>()).add(fault);
  }

  /** The next request of an operation is answered with that and has no effect. */
  public void next(String operation, Reply reply) {
    next(operation, (exchange, orderly) -> send(exchange, reply));
  }

  /** How requests, and its own answers, broke the protocol. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Every request so far, by operation. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    approvals.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String path = exchange.getRequestURI().getPath();
      Optional<Operation> found = protocol.operation(exchange.getRequestMethod(), path);
      if (found.isEmpty()) {
        violations.add("no such operation: " + exchange.getRequestMethod() + ' ' + path);
        send(exchange, Reply.problem(404, "unknown-path", "There is nothing at this path."));
        return;
      }
      Operation operation = found.get();
      asked.add(operation.id());
      Fault fault =
          Optional.ofNullable(faults.get(operation.id()))
              .map(Queue::poll)
              .orElse(TestApprovalService::orderly);
      fault.happen(
          exchange, () -> checked(operation, exchange, new Message(headers(exchange), body)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void orderly(HttpExchange exchange, Supplier<Reply> orderly) throws IOException {
    send(exchange, orderly.get());
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  /** Answers. */
  public static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Reply checked(Operation operation, HttpExchange exchange, Message request) {
    Map<String, String> query = query(exchange.getRequestURI());
    Reply reply = reply(operation, exchange.getRequestURI().getPath(), query, request);
    var answer = new HashMap<String, String>();
    reply.headers().forEach((name, value) -> answer.put(name.toLowerCase(Locale.ROOT), value));
    violations.addAll(operation.answerProblems(reply.status(), new Message(answer, reply.body())));
    return reply;
  }

  private Reply reply(
      Operation operation, String path, Map<String, String> query, Message request) {
    List<String> misplaced = operation.queryProblems(query);
    List<String> problems = operation.requestProblems(request);
    violations.addAll(misplaced);
    violations.addAll(problems);
    if (!misplaced.isEmpty() || problems.stream().anyMatch(one -> one.startsWith("header"))) {
      return Reply.problem(400, "malformed-request", String.join("; ", misplaced));
    }
    if (!problems.isEmpty()) {
      return Reply.problem(422, "invalid-request", String.join("; ", problems));
    }
    Optional<Caller> caller = tokens.caller(request);
    if (caller.isEmpty()) {
      return Reply.problem(401, "token-refused", "The token is not good here.");
    }
    return reply(operation.id(), new Asked(caller.get(), path, query, request));
  }

  private record Asked(Caller caller, String path, Map<String, String> query, Message request) {
    String step(int number) {
      return path.split("/", -1)[number];
    }

    String id() {
      return step(3);
    }

    String key() {
      return request.header("idempotency-key").replace("\"", "");
    }

    String body() {
      return request.body();
    }
  }

  private Reply reply(String operation, Asked asked) {
    Caller caller = asked.caller();
    return switch (operation) {
      case "file" -> resources.file(caller, asked.key(), asked.body());
      case "open" -> resources.open(caller, asked.query().getOrDefault("after", ""));
      case "sheet" -> resources.sheet(caller, asked.id());
      case "status" -> status(asked);
      case "use" -> resources.use(caller, asked.id(), asked.key());
      case "giveBack" -> resources.giveBack(caller, asked.id(), asked.step(5));
      case "cancel" -> resources.cancel(caller, asked.id());
      case "answer" -> resources.answer(caller, asked.id(), asked.key(), asked.body());
      case "revoke" -> resources.revoke(caller, asked.id(), asked.key(), asked.body());
      default -> resources.delegate(caller, asked.id(), asked.body());
    };
  }

  private Reply status(Asked asked) {
    long seconds = Long.parseLong(asked.query().getOrDefault("wait", "0"));
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try {
      while (System.nanoTime() < end && resources.isPending(asked.caller(), asked.id())) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return resources.status(asked.caller(), asked.id());
  }

  private static Map<String, String> query(URI uri) {
    var query = new HashMap<String, String>();
    String text = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return query;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "test-approval-service");
    thread.setDaemon(true);
    return thread;
  }
}
