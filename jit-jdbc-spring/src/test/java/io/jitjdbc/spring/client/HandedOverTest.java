package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditSink;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who asks, and why, on threads that somebody else began. */
class HandedOverTest {
  private static final Subject SUE =
      new Subject("https://issuer.example.org", "sue", "Sue", Set.of("support"));

  private final Events events = new Events();
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        shop.application(
                JitPurposeAutoConfiguration.class,
                JitSecurityAutoConfiguration.class,
                JitThreadsAutoConfiguration.class,
                TaskExecutionAutoConfiguration.class)
            .withBean(AuditSink.class, () -> events)
            .withBean(Reports.class)
            .withUserConfiguration(InTheBackground.class);
  }

  @AfterEach
  void closeShop() throws SQLException {
    SecurityContextHolder.clearContext();
    Hooks.disableAutomaticContextPropagation();
    shop.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class InTheBackground {}

  static class Reports {
    private final JdbcTemplate template;

    Reports(JdbcTemplate template) {
      this.template = template;
    }

    String email() {
      return template.queryForObject(Shop.EMAIL, String.class);
    }

    @Async
    public CompletableFuture<String> later() {
      return CompletableFuture.completedFuture(email());
    }
  }

  private static void logIn(String id, String group) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Map<String, Object> claims =
        Map.of("iss", "https://issuer.example.org", "sub", id, "groups", List.of(group));
    SecurityContextHolder.getContext()
        .setAuthentication(
            new JwtAuthenticationToken(
                new Jwt("text", now, now.plusSeconds(60), Map.of("alg", "none"), claims),
                AuthorityUtils.NO_AUTHORITIES));
  }

  /** Virtual ones from Java 21 on; before that, Boot ignores the setting. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areThoseOfWhoeverCalledAnAsyncMethod(boolean virtual) {
    runner
        .withPropertyValues("spring.threads.virtual.enabled=" + virtual)
        .run(
            context -> {
              Reports reports = context.getBean(Reports.class);
              logIn("sue", "support");
              try (var scope = JitContext.because("CS-4711")) {
                assertThat(reports.later().get()).as(scope.toString()).isEqualTo(Shop.CLEAR);
              }
              logIn("ann", "staff");
              assertThat(reports.later().get()).isEqualTo(Shop.MASKED);
              assertThat(events.subjects()).containsExactly("sue", "ann");
              assertThat(events.purposes()).containsExactly("CS-4711", "");
            });
  }

  @Test
  void areThoseOfAScopeToo() {
    runner.run(
        context -> {
          var executor = context.getBean(AsyncTaskExecutor.class);
          Reports reports = context.getBean(Reports.class);
          try (var scope = JitContext.as(SUE, "CS-4711")) {
            assertThat(executor.submit(reports::email).get())
                .as(scope.toString())
                .isEqualTo(Shop.CLEAR);
          }
          assertThat(executor.submit(reports::email).get()).isEqualTo(Shop.MASKED);
          assertThat(events.subjects()).containsExactly("sue", "shop");
        });
  }

  @Test
  void reachTheSchedulersOfReactor() {
    Hooks.enableAutomaticContextPropagation();
    runner.run(
        context -> {
          Reports reports = context.getBean(Reports.class);
          Mono<String> email =
              Mono.fromCallable(reports::email).subscribeOn(Schedulers.boundedElastic());
          logIn("sue", "support");
          try (var scope = JitContext.because("CS-4711")) {
            assertThat(email.contextCapture().block()).as(scope.toString()).isEqualTo(Shop.CLEAR);
          }
          logIn("ann", "staff");
          assertThat(email.contextCapture().block()).isEqualTo(Shop.MASKED);
          assertThat(events.subjects()).containsExactly("sue", "ann");
          assertThat(events.purposes()).containsExactly("CS-4711", "");
        });
  }

  @Test
  void leaveAnApplicationsOwnDecoratorAlone() {
    TaskDecorator own = task -> task;
    runner
        .withBean(TaskDecorator.class, () -> own)
        .run(context -> assertThat(context.getBean(TaskDecorator.class)).isSameAs(own));
  }

  @Test
  void endWithTheTask() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    try {
      try (var scope = JitContext.as(SUE, "CS-4711")) {
        var task = snapshot().wrap(JitContext::subject);
        assertThat(threads.submit(task).get()).hasValue(SUE);
        assertThat(scope).hasToString("acting for " + SUE.key());
      }
      threads
          .submit(() -> assertThat(HandedContext.current()).isEqualTo(HandedContext.NOTHING))
          .get();
    } finally {
      threads.shutdown();
    }
  }

  private static ContextSnapshot snapshot() {
    return ContextSnapshotFactory.builder().build().captureAll();
  }

  @Test
  void neverComeFromTheThreadThatHappensToRunTheWork() throws Exception {
    ContextSnapshot nobodys = snapshot();
    try (var scope = JitContext.because("CS-4711")) {
      assertThat(nobodys.wrap(JitContext::purpose).call()).as(scope.toString()).hasValue("");
    }
    try (var scope = JitContext.as(SUE, "CS-4711")) {
      assertThatThrownBy(nobodys.wrap(JitContext::purpose)::call)
          .as(scope.toString())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("capture the context where the work is created");
      assertThat(JitContext.subject()).hasValue(SUE);
    }
    assertThat(HandedContext.current()).isEqualTo(HandedContext.NOTHING);
  }
}
