package io.jitjdbc.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.exec.PluginProgram;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectResolverContract;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestIssuer.Reply;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The callback, with a browser that does what the test says. */
class BrowserSignInTest extends SubjectResolverContract {
  private final TestIssuer issuer = TestIssuer.start();
  private final ExecutorService browser = Executors.newCachedThreadPool();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicReference<String> nonce = new AtomicReference<>();
  private volatile Browsing browsing = request -> request.come(Map.of("code", "c0de"));
  private SubjectResolver resolver = with(Map.of());

  @BeforeEach
  void giveTokens() {
    issuer.answer("/token", form -> tokens(Map.of("nonce", nonce.get())));
    browsing = request -> request.come(Map.of("error", "access_denied"));
  }

  @AfterEach
  void close() {
    resolver.close();
    browser.shutdownNow();
    issuer.close();
  }

  /** The contract runs with a person who says no. */
  @Override
  protected SubjectResolver resolver() {
    return resolver;
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.of(issuer.token(subjectId));
  }

  @Override
  protected PresentedToken forgedToken() {
    return PresentedToken.of(issuer.token("ann").replaceFirst("\\.[^.]*$", ".c2ln"));
  }

  /** What the browser does with the address that it is given. */
  @FunctionalInterface
  private interface Browsing {
    void browse(Request request) throws IOException;
  }

  private final class Request {
    private final Map<String, String> query;

    Request(URI address) {
      query =
          Arrays.stream(address.getRawQuery().split("&", -1))
              .map(field -> field.split("=", 2))
              .collect(
                  Collectors.toMap(
                      pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    String get(String name) {
      return query.get(name);
    }

    int port() {
      return URI.create(get("redirect_uri")).getPort();
    }

    /** Comes back as the issuer would send it, but with these parameters. */
    String come(Map<String, String> changes) throws IOException {
      var all = new HashMap<>(Map.of("state", get("state"), "iss", issuer.name()));
      all.putAll(changes);
      all.values().removeIf(String::isEmpty);
      String text =
          all.entrySet().stream()
              .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return send("GET /callback?" + text + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n\r\n");
    }

    String send(String text) throws IOException {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      }
    }
  }

  private SubjectResolver with(Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                issuer.name(),
                "audience",
                TestIssuer.AUDIENCE,
                "client-id",
                "tool",
                // A program that ends well: the prompt below does the browsing.
                "browser",
                PluginProgram.java() + ",-version"));
    settings.putAll(changes);
    return new BrowserSubjectResolverProvider(this::show, InstantSource.system())
        .create(SettingValues.of("jit.subject.browser.", settings));
  }

  private void show(SignInPrompt.Invitation invitation) {
    opened.incrementAndGet();
    var request = new Request(invitation.address());
    nonce.set(request.get("nonce"));
    browser.execute(
        () -> {
          try {
            browsing.browse(request);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Reply tokens(Map<String, String> idTokenClaims) {
    var claims = issuer.claims("ann").audience("tool");
    idTokenClaims.forEach(claims::claim);
    return Reply.ok(
        Map.of(
            "access_token",
            issuer.token("ann"),
            "id_token",
            issuer.sign(claims.build()),
            "token_type",
            "Bearer",
            "expires_in",
            300));
  }

  private String signIn() throws RefusedException {
    return resolver.resolve(PresentedToken.none()).id();
  }

  private void assertRefused(SqlState state, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::signIn)
        .withMessageContainingAll(why)
        .satisfies(e -> assertThat(e.state()).isEqualTo(state));
  }

  @Test
  void redeemsTheCodeWithTheVerifierOfItsChallenge() throws Exception {
    var asked = new AtomicReference<Request>();
    var reply = new AtomicReference<String>();
    resolver = with(Map.of("scope", "openid,db", "resource", "https://db.example/"));
    browsing =
        request -> {
          asked.set(request);
          reply.set(request.come(Map.of("code", "c0de")));
        };
    assertThat(signIn()).isEqualTo("ann");

    assertThat(asked.get().query)
        .containsEntry("client_id", "tool")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid db")
        .containsEntry("resource", "https://db.example/")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce");
    var fields = issuer.forms("/token").get(0).fields();
    assertThat(fields)
        .containsEntry("code", "c0de")
        .containsEntry("client_id", "tool")
        .containsEntry("redirect_uri", asked.get().get("redirect_uri"));
    byte[] verifier = fields.get("code_verifier").getBytes(StandardCharsets.US_ASCII);
    assertThat(asked.get().get("code_challenge"))
        .isEqualTo(
            Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(verifier)).toString());
    await().untilAsserted(() -> assertThat(reply.get()).contains("200 OK", "no-store", "close"));
  }

  @Test
  void takesTheIdTokenIfThatIsToBeUsed() throws Exception {
    resolver = with(Map.of("use", "id-token", "audience", "tool"));
    browsing = request -> request.come(Map.of("code", "c0de"));

    assertThat(signIn()).isEqualTo("ann");
  }

  @Test
  void opensOneBrowserForTwentyConnections() throws Exception {
    browsing = request -> request.come(Map.of("code", "c0de"));
    Together.run(20, i -> this::signIn);

    assertThat(opened).hasValue(1);
    assertThat(issuer.forms("/token")).hasSize(1);
  }

  @Test
  void opensOneBrowserForTenConnectionsOfAPersonWhoSaysNo() {
    for (int i = 0; i < 10; i++) {
      assertRefused(SqlState.CREDENTIAL_REFUSED, "access_denied", "Sign in again");
    }

    assertThat(opened).hasValue(1);
  }

  @Test
  void turnsAwayAnswersOfAnotherStateAndWaitsOn() throws Exception {
    browsing =
        request -> {
          assertThat(request.come(Map.of("code", "evil", "state", "guessed"))).contains("400");
          assertThat(request.come(Map.of("error", "access_denied", "state", ""))).contains("400");
          request.come(Map.of("code", "c0de"));
        };

    assertThat(signIn()).isEqualTo("ann");
    assertThat(issuer.forms("/token")).hasSize(1);
    assertThat(issuer.forms("/token").get(0).fields()).containsEntry("code", "c0de");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", ""})
  void refusesACodeOfAnotherIssuer(String other) {
    browsing = request -> request.come(Map.of("code", "evil", "iss", other));

    assertRefused(SqlState.CREDENTIAL_REFUSED, "answer of issuer", "not of " + issuer.name());
    assertThat(issuer.forms("/token")).isEmpty();
  }

  @Test
  void takesOneAnswerOnly() throws Exception {
    var second = new AtomicReference<Throwable>();
    browsing =
        request -> {
          request.come(Map.of("code", "c0de"));
          try {
            assertThat(request.come(Map.of("code", "again"))).isEmpty();
          } catch (IOException e) {
            second.set(e);
          }
        };
    signIn();

    await().untilAsserted(() -> assertThat(second.get()).isNotNull());
    assertThat(issuer.forms("/token")).hasSize(1);
  }

  @Test
  void listensToNobodyElse() throws Exception {
    browsing =
        request -> {
          String good = "/callback?code=evil&state=" + request.get("state");
          String host = "\r\nHost: 127.0.0.1:" + request.port() + "\r\n\r\n";
          assertThat(request.send("POST " + good + " HTTP/1.1" + host)).contains("400");
          assertThat(request.send("GET " + good + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
              .contains("400");
          assertThat(request.send("GET /favicon.ico HTTP/1.1" + host)).contains("400");
          assertThat(request.send("GET /callback?%zz HTTP/1.1" + host)).contains("400");
          assertThat(request.send("GET //evil.example/callback? HTTP/1.1" + host)).contains("400");
          assertThat(request.send("\r\n\r\n")).isEmpty();
          request.come(Map.of("code", "c0de"));
        };

    assertThat(signIn()).isEqualTo("ann");
    assertThat(issuer.forms("/token").get(0).fields()).containsEntry("code", "c0de");
  }

  @Test
  void isNotHeldUpByAConnectionThatSaysNothing() throws Exception {
    browsing =
        request -> {
          try (var idle = new Socket(InetAddress.getLoopbackAddress(), request.port())) {
            assertThat(idle.isConnected()).isTrue();
            request.come(Map.of("code", "c0de"));
          }
        };

    assertThat(signIn()).isEqualTo("ann");
  }

  @Test
  void saysThatNobodySignedInInTime() {
    resolver = with(Map.of("timeout", "700ms"));
    browsing = request -> {};

    assertRefused(SqlState.CREDENTIAL_REFUSED, "in time", "the log has the address");
  }

  @Test
  void goesOnWhenNoBrowserCanBeOpened() throws Exception {
    resolver = with(Map.of("browser", "no-such-browser-anywhere"));
    browsing = request -> request.come(Map.of("code", "c0de"));

    assertThat(signIn()).isEqualTo("ann");
  }

  @Test
  void endsWithTheThreadThatWaits() throws Exception {
    var state = new AtomicReference<SqlState>();
    browsing = request -> {};
    var waiting =
        new Thread(
            () -> {
              try {
                signIn();
              } catch (RefusedException e) {
                state.set(e.state());
              }
            });
    waiting.start();
    await().until(() -> opened.get() == 1);
    waiting.interrupt();
    waiting.join(5_000);

    assertThat(state).hasValue(SqlState.CANCELLED);
  }

  @Test
  void refusesAnIdTokenOfAnotherSignIn() {
    browsing = request -> request.come(Map.of("code", "c0de"));
    issuer.answer("/token", form -> tokens(Map.of("nonce", "another")));
    assertRefused(SqlState.CREDENTIAL_REFUSED, "of another sign-in");
  }

  @Test
  void refusesAnIdTokenOfNoSignIn() {
    browsing = request -> request.come(Map.of("code", "c0de"));
    issuer.answer("/token", form -> tokens(Map.of()));
    assertRefused(SqlState.CREDENTIAL_REFUSED, "of another sign-in");
  }

  @Test
  void saysThatACodeWasUsedUp() {
    browsing = request -> request.come(Map.of("code", "c0de"));
    issuer.answer("/token", form -> Reply.error("invalid_grant"));

    assertRefused(SqlState.CREDENTIAL_REFUSED, "the issuer answered invalid_grant");
  }

  @Test
  void listensWhereTheIssuerAllowsIt() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
      resolver = with(Map.of("port", Integer.toString(free)));
      assertRefused(SqlState.UNREACHABLE, "listened on", "jit.subject.browser.port");
    }
    resolver = with(Map.of("port", Integer.toString(free)));
    browsing = request -> request.come(Map.of("code", "c0de"));

    assertThat(signIn()).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "x"})
  void listensOnPortsOnly(String port) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of("port", port)))
        .withMessageContaining("jit.subject.browser.port");
  }
}
