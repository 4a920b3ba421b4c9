package io.jitjdbc.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void starts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stops() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpService service(Duration timeout) {
    return new HttpService(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"), timeout);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void sendsAndReceivesJson() throws Exception {
    server.createContext(
        "/base/v1/echo",
        exchange -> {
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Retry-After", "7");
          answer(
              exchange,
              201,
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Vault-Token")
                  + " "
                  + sent);
        });

    HttpService.Answer answer =
        service(Duration.ofSeconds(5))
            .send("PUT", "/v1/echo", Map.of("X-Vault-Token", "t"), "{\"a\":\"ü\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.headers()).containsEntry("retry-after", "7");
    assertThat(answer.body()).isEqualTo("PUT application/json t {\"a\":\"ü\"}");
  }

  @Test
  void sendsWhatIsNotJsonUnderItsOwnName() throws Exception {
    server.createContext(
        "/base/",
        exchange -> answer(exchange, 200, exchange.getRequestHeaders().getFirst("Content-Type")));

    String type = "application/x-www-form-urlencoded";
    assertThat(
            service(Duration.ofSeconds(5))
                .send("POST", "/x", Map.of("Content-Type", type), "a=b")
                .body())
        .isEqualTo(type);
  }

  @Test
  void doesNotRepeatAHeaderThatNoneMayHave() {
    assertThatThrownBy(
            () ->
                service(Duration.ofSeconds(5))
                    .send("GET", "/x", Map.of("X-Vault-Token", "secret\nX-Evil: 1"), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not asked")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void printsNoBody() {
    assertThat(new HttpService.Answer(200, "secret", Map.of())).hasToString("answer 200");
  }

  @Test
  void followsNoRedirect() throws Exception {
    server.createContext(
        "/base/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
          answer(exchange, 307, "");
        });

    assertThat(service(Duration.ofSeconds(5)).send("GET", "/x", Map.of(), "").status())
        .isEqualTo(307);
  }

  @Test
  void saysTheSameOfALateAnswerWhicheverOfTheTwoLimitsEndsFirst() {
    server.createContext("/base/", exchange -> awaitEnd());
    HttpService service = service(Duration.ofSeconds(5));
    Duration brief = Duration.ofMillis(200);
    Duration ample = Duration.ofSeconds(20);

    assertThatThrownBy(() -> service.begin("GET", "/x", Map.of(), "", brief).await(ample))
        .hasMessageEndingWith("did not answer within 200 ms");
    assertThatThrownBy(() -> service.begin("GET", "/x", Map.of(), "", ample).await(brief))
        .hasMessageEndingWith("did not answer within 200 ms");
  }

  @Test
  void givesUpOnAServiceThatAnswersByTheDrop() {
    server.createContext(
        "/base/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitEnd();
        });

    assertThatThrownBy(() -> service(Duration.ofMillis(300)).send("GET", "/x", Map.of(), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within");
  }

  @Test
  void givesUpOnAServiceThatNeverStopsTalking() {
    server.createContext(
        "/base/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var chunk = new byte[64 * 1024];
          for (int sent = 0; sent <= BoundedBody.MOST_BYTES; sent += chunk.length) {
            exchange.getResponseBody().write(chunk);
          }
          exchange.close();
        });

    assertThatThrownBy(() -> service(Duration.ofSeconds(5)).send("GET", "/x", Map.of(), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void saysWhereNobodyListens() {
    var nobody = new HttpService(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5));

    assertThatThrownBy(() -> nobody.send("GET", "/x", Map.of(), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http://127.0.0.1:1 cannot be reached");
  }

  @Test
  void isEndedByAnInterrupt() {
    server.createContext("/base/", exchange -> awaitEnd());

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> service(Duration.ofSeconds(30)).send("GET", "/x", Map.of(), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
