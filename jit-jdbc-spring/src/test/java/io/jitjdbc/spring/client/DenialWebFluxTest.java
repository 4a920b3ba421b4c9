package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.identity.SubjectResolver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The same answers as in Spring MVC, of a real server. */
class DenialWebFluxTest {
  private static final Subject PETRA =
      new Subject("https://issuer.example.org", "petra", "Petra", Set.of("approvers"));

  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system());
  private Shop shop;
  private ReactiveWebApplicationContextRunner web;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    web =
        new ReactiveWebApplicationContextRunner(
                AnnotationConfigReactiveWebServerApplicationContext::new)
            .withConfiguration(Shop.CONFIGURED)
            .withConfiguration(
                AutoConfigurations.of(
                    CodecsAutoConfiguration.class,
                    ErrorWebFluxAutoConfiguration.class,
                    HttpHandlerAutoConfiguration.class,
                    NettyReactiveWebServerAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    JitDenialAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withBean(ApprovalService.class, () -> approvals)
            .withBean(Service.class)
            .withPropertyValues(shop.properties())
            .withPropertyValues(
                "jit.jdbc.approval.mode=fail", "server.port=0", "server.address=127.0.0.1");
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  @RestController
  static class Service {
    private final JdbcTemplate template;

    Service(JdbcTemplate template) {
      this.template = template;
    }

    @GetMapping("/secrets")
    Mono<Object> secrets() {
      return aside("SELECT word FROM secrets WHERE word = 'hush'");
    }

    @GetMapping("/naked")
    Object naked() {
      return template.queryForList("SELECT word FROM secrets WHERE word = 'hush'");
    }

    @GetMapping("/notes")
    Mono<Object> notes() {
      return aside("SELECT text FROM notes");
    }

    @GetMapping("/broken")
    Mono<Object> broken() {
      return Mono.error(new IllegalStateException("broken"));
    }

    private Mono<Object> aside(String sql) {
      return Mono.<Object>fromCallable(() -> template.queryForList(sql))
          .subscribeOn(Schedulers.boundedElastic());
    }
  }

  private static HttpResponse<String> ask(
      AssertableReactiveWebApplicationContext context, String path) throws Exception {
    int port =
        context
            .getSourceApplicationContext(ReactiveWebServerApplicationContext.class)
            .getWebServer()
            .getPort();
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return new JsonMapper().readValue(answer.body(), Map.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/secrets", "/naked"})
  void forbidsAndSaysWhichRuleWhyAndWhatToDo(String path) {
    web.run(
        context -> {
          HttpResponse<String> answer = ask(context, path);
          assertThat(answer.statusCode()).isEqualTo(403);
          assertThat(problem(answer))
              .containsEntry("type", "urn:jit-jdbc:problem:denied")
              .containsEntry("rule", "no-secrets")
              .containsEntry("instance", path);
          assertThat(answer.body())
              .contains("nobody reads secrets; ask security@example.org")
              .doesNotContain("hush");
        });
  }

  @Test
  void conflictsWhilePeopleHaveYetToAnswerAndServesOnceTheyHave() {
    web.withPropertyValues("jit.jdbc.denial.request-link=/requests/{id}")
        .run(
            context -> {
              HttpResponse<String> answer = ask(context, "/notes");
              assertThat(answer.statusCode()).isEqualTo(409);
              assertThat(answer.headers().firstValue("Retry-After")).contains("30");
              String request = approvals.open().get(0).request().id();
              assertThat(problem(answer))
                  .containsEntry("request", request)
                  .containsEntry("link", "/requests/" + request);

              approvals.answer(request, PETRA, true, "");
              assertThat(ask(context, "/notes").statusCode()).isEqualTo(200);
            });
  }

  @Test
  void leavesToOthersWhatIsNoDenial() {
    web.run(
        context -> {
          HttpResponse<String> answer = ask(context, "/broken");
          assertThat(answer.statusCode()).isEqualTo(500);
          assertThat(answer.body()).doesNotContain("jit-jdbc");
        });
  }

  @Test
  void leavesDenialsToAnAdviceOfTheApplication() {
    web.withBean(DenialHttpTest.OwnAdvice.class)
        .run(
            context -> {
              HttpResponse<String> answer = ask(context, "/secrets");
              assertThat(answer.statusCode()).isEqualTo(451);
              assertThat(answer.body()).contains("no-secrets");
            });
  }

  @Test
  void canBeSwitchedOff() {
    web.withPropertyValues("jit.jdbc.denial.http=false")
        .run(context -> assertThat(context).doesNotHaveBean(DenialHandler.class));
  }
}
