package io.jitjdbc.credential.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LoggedText;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A token endpoint that keeps what it was sent and answers what it is told, and a broker for it.
 */
final class ExchangeTests implements AutoCloseable {
  static final String OWN = "own-token-of-the-subject-0123456789";
  static final String EXCHANGED = "exchanged-token-0123456789";

  final MutableClock clock = new MutableClock();
  final LoggedText logged = LoggedText.record();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Each form, its values by name. */
  final List<Map<String, List<String>>> forms = new CopyOnWriteArrayList<>();

  final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> mistakes = new CopyOnWriteArrayList<>();
  volatile int status = 200;
  volatile String answer =
      "{\"access_token\":\""
          + EXCHANGED
          + "\",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\","
          + "\"token_type\":\"Bearer\",\"expires_in\":600}";
  volatile Duration delay = Duration.ZERO;

  ExchangeTests() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  CredentialBroker broker(Map<String, String> changes) {
    var settings = new HashMap<>(Map.of("token-endpoint", address(), "client-id", "jit-jdbc"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return new TokenExchangeBrokerProvider(clock)
        .create(SettingValues.of("jit.broker.token-exchange.", settings));
  }

  static LeaseRequest request(String name) {
    var subject = new Subject("https://issuer.example", "u-17", name, Set.of());
    return new LeaseRequest(subject, "jdbc:postgresql://db/shop", "", PresentedToken.of(OWN));
  }

  RefusedException refusal(CredentialBroker broker) {
    return refusal(broker, request("ann"), PresentedToken.of(OWN));
  }

  static RefusedException refusal(
      CredentialBroker broker, LeaseRequest request, PresentedToken token) {
    var refusal = new RefusedException[1];
    var asked = new LeaseRequest(request.subject(), request.target(), request.purpose(), token);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(asked))
        .satisfies(e -> refusal[0] = e);
    assertThat(refusal[0].getMessage()).doesNotContain(OWN, EXCHANGED).doesNotContain("\n");
    return refusal[0];
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    logged.close();
    assertThat(mistakes).isEmpty();
    assertThat(logged.text()).doesNotContain(OWN, EXCHANGED);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Thread.sleep(delay.toMillis());
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      if (!call.equals("POST /token") || !type.startsWith("application/x-www-form-urlencoded")) {
        mistakes.add(call + " of " + type);
      }
      forms.add(form(body));
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, List<String>> form(String body) {
    var form = new TreeMap<String, List<String>>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.computeIfAbsent(parts[0], name -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }
}
