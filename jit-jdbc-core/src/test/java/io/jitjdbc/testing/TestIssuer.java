package io.jitjdbc.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An OIDC issuer on this machine: discovery, keys and signed tokens over real HTTP. It can be made
 * to fail, to dawdle, to lie about its name and to change its key; what its other endpoints answer,
 * a test says. Thread-safe.
 */
public final class TestIssuer implements AutoCloseable {
  /** The audience of {@link #token}. */
  public static final String AUDIENCE = "jit-jdbc";

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String KEYS = "/keys";
  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "authorization_endpoint", "/authorize",
          "token_endpoint", "/token",
          "device_authorization_endpoint", "/device");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(TestIssuer::daemon);
  private final AtomicInteger keyRequests = new AtomicInteger();
  private final Map<String, Function<Form, Reply>> endpoints = new ConcurrentHashMap<>();
  private final List<Form> forms = new CopyOnWriteArrayList<>();
  private volatile ECKey key = newKey();
  private volatile boolean failing;
  private volatile Duration delay = Duration.ZERO;
  private volatile String claimedName;
  private volatile String redirection = "";

  private TestIssuer(HttpServer server) {
    this.server = server;
    this.claimedName = name();
    server.setExecutor(threads);
    server.createContext(DISCOVERY, exchange -> answer(exchange, discovery()));
    server.createContext(KEYS, this::answerKeys);
    ENDPOINTS.values().forEach(path -> server.createContext(path, this::answerForm));
    server.start();
  }

  /** An issuer on a free port of the loopback interface. */
  public static TestIssuer start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new TestIssuer(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The issuer's name: the value of the issuer setting and of {@code iss}. */
  public String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A good token for {@link #AUDIENCE} that is valid for five minutes. */
  public String token(String subject, String... groups) {
    return sign(claims(subject).claim("groups", List.of(groups)).build());
  }

  /** The claims of a good token, to be changed. */
  public JWTClaimsSet.Builder claims(String subject) {
    Instant now = InstantSource.system().instant();
    return new JWTClaimsSet.Builder()
        .issuer(name())
        .audience(AUDIENCE)
        .subject(subject)
        .claim("preferred_username", subject + "@example.org")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
  }

  /** Claims of any kind, signed with the current key. */
  public String sign(JWTClaimsSet claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
  }

  /** Claims of any kind under a header of any kind, signed with the current key. */
  public String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The current key pair. */
  public ECKey key() {
    return key;
  }

  /** The published keys, as a JWKS file holds them. */
  public String keySet() {
    return new JWKSet(key).toString(true);
  }

  /** How often the keys were fetched. */
  public int keyRequests() {
    return keyRequests.get();
  }

  /** From now on another key signs, and is the only one published. */
  public void rotateKey() {
    key = newKey();
  }

  /** From now on every answer is an error 500, or no longer. */
  public void fail(boolean now) {
    failing = now;
  }

  /** From now on every answer takes that long. */
  public void delayAnswers(Duration span) {
    delay = span;
  }

  /** From now on the discovery document is that of another issuer. */
  public void claimToBe(String issuer) {
    claimedName = issuer;
  }

  /** From now on every answer sends the client to another place. */
  public void redirectTo(String location) {
    redirection = location;
  }

  /**
   * A request to one of the other endpoints.
   *
   * @param path which one: {@code /token} or {@code /device}
   * @param authorization the header of that name; empty if there was none
   * @param fields the form
   */
  public record Form(String path, String authorization, Map<String, String> fields) {}

  /** An answer of one of the other endpoints. */
  public record Reply(int status, String body) {
    /** Success. */
    public static Reply ok(Map<String, Object> json) {
      return new Reply(200, JSONObjectUtils.toJSONString(json));
    }

    /** An error by RFC 6749. */
    public static Reply error(String code) {
      return new Reply(400, JSONObjectUtils.toJSONString(Map.of("error", code)));
    }
  }

  /** From now on that endpoint, {@code /token} or {@code /device}, answers so. */
  public void answer(String path, Function<Form, Reply> answer) {
    endpoints.put(path, answer);
  }

  /** The requests that came to an endpoint, in order. */
  public List<Form> forms(String path) {
    return forms.stream().filter(form -> form.path().equals(path)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String discovery() {
    var document = new TreeMap<String, Object>(Map.of("issuer", claimedName));
    document.put("jwks_uri", name() + KEYS);
    document.put("authorization_response_iss_parameter_supported", true);
    ENDPOINTS.forEach((entry, path) -> document.put(entry, name() + path));
    return JSONObjectUtils.toJSONString(document);
  }

  private void answerForm(HttpExchange exchange) throws IOException {
    var fields = new TreeMap<String, String>();
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (String field : text.split("&", -1)) {
      String[] pair = field.split("=", 2);
      fields.put(pair[0], URLDecoder.decode(pair[pair.length - 1], StandardCharsets.UTF_8));
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String path = exchange.getRequestURI().getPath();
    var form = new Form(path, authorization == null ? "" : authorization, fields);
    forms.add(form);
    Reply reply = endpoints.getOrDefault(path, any -> new Reply(404, "")).apply(form);
    answer(exchange, reply.status(), reply.body());
  }

  private void answerKeys(HttpExchange exchange) throws IOException {
    keyRequests.incrementAndGet();
    answer(exchange, keySet());
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    answer(exchange, 200, json);
  }

  private void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      Thread.sleep(delay.toMillis());
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (!redirection.isEmpty()) {
        exchange.getResponseHeaders().set("Location", redirection);
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      exchange.sendResponseHeaders(failing ? 500 : status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "test-issuer");
    thread.setDaemon(true);
    return thread;
  }
}
