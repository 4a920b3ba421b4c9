package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.credential.protocol.LeaseResources;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LeaseProtocol.Message;
import io.jitjdbc.testing.LeaseProtocol.Operation;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts a lease server on this machine. It believes the tokens of a {@link TestIssuer}, and holds
 * what the server says against the protocol's document: what the document refuses must be refused,
 * nothing else may be called invalid, and every answer must be one of its. Thread-safe.
 */
public final class TestLeaseServer implements AutoCloseable {
  private final HttpServer server;
  private final TestTokens tokens;
  private final LeaseResources resources;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LeaseProtocol protocol = LeaseProtocol.load();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger toBeLost = new AtomicInteger();

  private TestLeaseServer(HttpServer server, TestIssuer issuer, LeaseResources resources) {
    this.server = server;
    this.tokens = new TestTokens(issuer);
    this.resources = resources;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A server on a free port of the loopback interface. */
  public static TestLeaseServer start(TestIssuer issuer, LeaseResources resources) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
      return new TestLeaseServer(HttpServer.create(address, 0), issuer, resources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests have their effect, and their answers are lost on the way. */
  public void lose(int answers) {
    toBeLost.set(answers);
  }

  /** Where the server and the document did not agree. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Reply reply = reply(exchange, body);
      if (toBeLost.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
        TestApprovalService.send(exchange, reply);
      }
    } catch (RuntimeException e) {
      violations.add("the server failed: " + e);
      throw e;
    }
  }

  private Reply reply(HttpExchange exchange, String body) {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String path = exchange.getRequestURI().getPath();
    Optional<Operation> found = protocol.operation(exchange.getRequestMethod(), path);
    if (found.isEmpty() || found.get().id().equals("request")) {
      return Reply.problem(404, "unknown-path", "There is nothing at this path.");
    }
    var request = new Message(headers, body);
    Reply reply = reply(found.get(), path.split("/", -1), request);
    check(found.get(), request, reply);
    return reply;
  }

  private Reply reply(Operation operation, String[] path, Message request) {
    Optional<Caller> caller = tokens.caller(request);
    if (caller.isEmpty()) {
      return Reply.problem(401, "token-refused", "The token is not good here.");
    }
    Caller who = caller.get();
    var token = PresentedToken.of(request.header("authorization").replaceFirst("^Bearer ", ""));
    return switch (operation.id()) {
      case "lease" ->
          resources.lease(who, token, request.header("idempotency-key"), request.body());
      case "renew" -> resources.renew(who, token, path[3], request.body());
      case "standing" -> resources.standing(who, path[3]);
      default -> resources.revoke(who, path[3]);
    };
  }

  private void check(Operation operation, Message request, Reply reply) {
    List<String> problems = operation.requestProblems(request);
    boolean invalid = reply.status() == 422 && reply.body().contains("invalid-request");
    if (!problems.isEmpty() && reply.isSuccess()) {
      violations.add("was not refused: " + problems);
    } else if (problems.isEmpty() && (invalid || reply.status() == 400)) {
      violations.add("nothing is wrong, and yet: " + reply.body());
    }
    var answer = new HashMap<>(Map.of("date", "set by the host"));
    reply.headers().forEach((name, value) -> answer.put(name.toLowerCase(Locale.ROOT), value));
    violations.addAll(operation.answerProblems(reply.status(), new Message(answer, reply.body())));
  }
}
