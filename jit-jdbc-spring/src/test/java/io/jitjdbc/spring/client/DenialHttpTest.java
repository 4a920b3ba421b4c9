package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.settings.InvalidSettingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class DenialHttpTest {
  private static final Subject PETRA =
      new Subject("https://issuer.example.org", "petra", "Petra", Set.of("approvers"));

  private MemoryApprovals approvals = new MemoryApprovals(InstantSource.system());
  private Shop shop;
  private WebApplicationContextRunner web;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    web =
        new WebApplicationContextRunner()
            .withConfiguration(Shop.CONFIGURED)
            .withConfiguration(
                AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    JitDenialAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withBean(ApprovalService.class, () -> approvals)
            .withBean(Service.class)
            .withPropertyValues(shop.properties())
            .withPropertyValues("jit.jdbc.approval.mode=fail");
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  @RestController
  static class Service {
    private final JdbcTemplate template;
    private final DataSource source;

    Service(JdbcTemplate template, DataSource source) {
      this.template = template;
      this.source = source;
    }

    @GetMapping("/secrets")
    Object secrets() {
      return template.queryForList("SELECT word FROM secrets WHERE word = 'hush'");
    }

    @GetMapping("/naked")
    boolean naked() throws SQLException {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        return statement.execute("SELECT word FROM secrets WHERE word = 'hush'");
      }
    }

    @GetMapping("/notes")
    Object notes() {
      return template.queryForList("SELECT text FROM notes");
    }

    @GetMapping("/vendor")
    Object vendor() throws SQLException {
      throw new VendorsException();
    }
  }

  private static final class VendorsException extends SQLException {
    private static final long serialVersionUID = 1L;

    private VendorsException() {
      super("permission denied for 'hush'", "42501");
    }
  }

  private static MockHttpServletResponse ask(WebApplicationContext context, String path)
      throws Exception {
    return MockMvcBuilders.webAppContextSetup(context)
        .build()
        .perform(get(path))
        .andReturn()
        .getResponse();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> problem(MockHttpServletResponse answer) throws Exception {
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    return new JsonMapper().readValue(answer.getContentAsByteArray(), Map.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/secrets", "/naked"})
  void forbidsAndSaysWhichRuleWhyAndWhatToDo(String path) {
    web.run(
        context -> {
          MockHttpServletResponse answer = ask(context, path);
          assertThat(answer.getStatus()).isEqualTo(403);
          assertThat(problem(answer))
              .containsEntry("type", "urn:jit-jdbc:problem:denied")
              .containsEntry("status", 403)
              .containsEntry("rule", "no-secrets")
              .containsEntry("instance", path)
              .doesNotContainKeys("request", "link")
              .extractingByKey("detail")
              .asString()
              .contains("nobody reads secrets; ask security@example.org");
          assertThat(answer.getContentAsString()).doesNotContain("hush");
          assertThat(answer.getHeader("Retry-After")).isNull();
        });
  }

  @Test
  void conflictsWhilePeopleHaveYetToAnswerAndServesOnceTheyHave() {
    web.run(
        context -> {
          MockHttpServletResponse answer = ask(context, "/notes");
          assertThat(answer.getStatus()).isEqualTo(409);
          assertThat(answer.getHeader("Retry-After")).isEqualTo("30");
          String request = approvals.open().get(0).request().id();
          assertThat(problem(answer))
              .containsEntry("type", "urn:jit-jdbc:problem:approval-pending")
              .containsEntry("rule", "notes-on-request")
              .containsEntry("request", request)
              .doesNotContainKey("link");

          approvals.answer(request, PETRA, true, "");
          assertThat(ask(context, "/notes").getStatus()).isEqualTo(200);
        });
  }

  @Test
  void forbidsWhatPeopleHaveRefused() {
    approvals = new MemoryApprovals(InstantSource.system(), this::refuse);
    web.withPropertyValues("jit.jdbc.approval.mode=wait")
        .run(
            context -> {
              MockHttpServletResponse answer = ask(context, "/notes");
              assertThat(answer.getStatus()).isEqualTo(403);
              assertThat(problem(answer))
                  .doesNotContainKey("request")
                  .extractingByKey("detail")
                  .asString()
                  .contains("was rejected by Petra: not now");
            });
  }

  private void refuse(AccessRequest request) {
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              try {
                approvals.answer(request.id(), PETRA, false, "not now");
              } catch (RefusedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @Test
  void acceptsAndLinksToTheRequestIfTheSettingsSaySo() {
    web.withPropertyValues(
            "jit.jdbc.denial.pending-status=202",
            "jit.jdbc.denial.request-link=https://approvals.example.org/requests/{id}",
            "jit.jdbc.denial.retry-after=2m")
        .run(
            context -> {
              MockHttpServletResponse answer = ask(context, "/notes");
              assertThat(answer.getStatus()).isEqualTo(202);
              assertThat(answer.getHeader("Retry-After")).isEqualTo("120");
              assertThat(problem(answer))
                  .containsEntry(
                      "link",
                      "https://approvals.example.org/requests/"
                          + approvals.open().get(0).request().id());
            });
  }

  @Test
  void passesOnWhatTheDatabaseRefusesByRightsOfItsOwn() {
    web.run(
        context ->
            assertThat(catchThrowable(() -> ask(context, "/vendor")))
                .hasRootCauseInstanceOf(VendorsException.class));
  }

  @Test
  void leavesDenialsToAnAdviceOfTheApplication() {
    web.withBean(OwnAdvice.class)
        .run(
            context -> {
              MockHttpServletResponse answer = ask(context, "/secrets");
              assertThat(answer.getStatus()).isEqualTo(451);
              assertThat(answer.getContentAsString()).contains("no-secrets");
            });
  }

  @RestControllerAdvice
  static class OwnAdvice {
    private final Denials denials;

    OwnAdvice(Denials denials) {
      this.denials = denials;
    }

    @ExceptionHandler
    ProblemDetail denied(RuntimeException problem) {
      Denial denial = denials.find(problem).orElseThrow(() -> problem);
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.UNAVAILABLE_FOR_LEGAL_REASONS, denial.rule());
    }
  }

  @Test
  void canBeSwitchedOff() {
    web.withPropertyValues("jit.jdbc.denial.http=false")
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(DenialResolver.class)
                    .hasSingleBean(Denials.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pending-status=500",
        "request-link=https://approvals.example.org/",
        "request-link=javascript:alert({id})",
        "retry-after=-1s"
      })
  void stopsTheStartIfASettingCannotBe(String setting) {
    web.withPropertyValues("jit.jdbc.denial." + setting)
        .run(context -> assertThat(failure(context)).contains(setting.split("=", -1)[0]));
  }

  private static String failure(AssertableWebApplicationContext context) {
    assertThat(context).getFailure().rootCause().isInstanceOf(InvalidSettingException.class);
    return context.getStartupFailure().getMessage();
  }
}
