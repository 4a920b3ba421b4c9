package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.audit.protocol.AuditInbox;
import io.jitjdbc.audit.protocol.AuditResources;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LeaseProtocol.Message;
import io.jitjdbc.testing.LeaseProtocol.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * The control plane's side of the audit protocol on this machine. It holds its clients to the
 * document, knows one token, and can be made to misbehave. Thread-safe.
 */
public final class TestAuditService implements AutoCloseable {
  /** The token that it believes. */
  public static final String TOKEN = "the-token-of-the-service";

  /** Whose token it is. */
  public static final String SENDER = "app-1";

  // The schema takes its time over hundreds of events.
  private static final int MOST_CHECKED = 4096;

  private final HttpServer server;
  private final AuditResources resources;
  private final LeaseProtocol protocol = LeaseProtocol.load("audit");
  private final ExecutorService threads = Executors.newCachedThreadPool(TestAuditService::daemon);
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final ReceivedTexts received = new ReceivedTexts();
  private final List<String> keys = new CopyOnWriteArrayList<>();

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

  private TestAuditService(HttpServer server, AuditInbox inbox) {
    this.server = server;
    this.resources = new AuditResources(inbox);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A service on a free port of the loopback interface. */
  public static TestAuditService start(AuditInbox inbox) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
      return new TestAuditService(HttpServer.create(address, 0), inbox);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What happens to the next request that has nothing before it. */
  public void next(Fault fault) {
    faults.add(fault);
  }

  /** The next request is answered with that and has no effect. */
  public void next(Reply reply) {
    next((exchange, orderly) -> TestApprovalService.send(exchange, reply));
  }

  /** How requests, and its own answers, broke the protocol. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** The keys of all requests. */
  public List<String> keys() {
    return List.copyOf(keys);
  }

  /**
   * Ends it.
   *
   * @throws AssertionError if it was brought a secret
   */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    received.requireClean();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = Optional.ofNullable(faults.poll()).orElse(TestAuditService::orderly);
      fault.happen(exchange, () -> checked(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void orderly(HttpExchange exchange, Supplier<Reply> orderly) throws IOException {
    TestApprovalService.send(exchange, orderly.get());
  }

  private Reply checked(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    Optional<Operation> operation = protocol.operation(exchange.getRequestMethod(), path);
    if (operation.isEmpty()) {
      violations.add("no such operation: " + exchange.getRequestMethod() + ' ' + path);
      return Reply.problem(404, "unknown-path", "There is nothing at this path.");
    }
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String text = text(headers, body);
    received.lookInSigned(path, text);
    if (body.length < MOST_CHECKED) {
      violations.addAll(operation.get().requestProblems(new Message(headers, text)));
    }
    keys.add(headers.getOrDefault("idempotency-key", ""));
    Reply reply = reply(operation.get().id(), path, headers, body);
    var answer = new HashMap<String, String>();
    reply.headers().forEach((name, value) -> answer.put(name.toLowerCase(Locale.ROOT), value));
    violations.addAll(
        operation.get().answerProblems(reply.status(), new Message(answer, reply.body())));
    return reply;
  }

  private Reply reply(String operation, String path, Map<String, String> headers, byte[] body) {
    if (!headers.getOrDefault("authorization", "").equals("Bearer " + TOKEN)) {
      return Reply.problem(401, "token-refused", "The token is not good here.");
    }
    String encoding = headers.getOrDefault("content-encoding", "");
    return operation.equals("events")
        ? resources.events(SENDER, encoding, body)
        : resources.ledger(SENDER, path.substring(path.lastIndexOf('/') + 1), encoding, body);
  }

  private static String text(Map<String, String> headers, byte[] body) {
    if (!headers.getOrDefault("content-encoding", "").equals("gzip")) {
      return new String(body, UTF_8);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "not gzip";
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "test-audit-service");
    thread.setDaemon(true);
    return thread;
  }
}
