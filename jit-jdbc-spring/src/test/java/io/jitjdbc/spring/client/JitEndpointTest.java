package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class JitEndpointTest {
  private static final String EXPOSED = "management.endpoints.jmx.exposure.include=jit,health";

  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system());
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        shop.application(
                EndpointAutoConfiguration.class,
                HealthContributorAutoConfiguration.class,
                HealthContributorRegistryAutoConfiguration.class,
                HealthEndpointAutoConfiguration.class,
                JitHealthAutoConfiguration.class,
                JitEndpointAutoConfiguration.class)
            .withBean(ApprovalService.class, () -> approvals)
            .withPropertyValues(EXPOSED, "spring.jmx.enabled=true", "jit.jdbc.approval.mode=fail");
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  private static JitEndpoint.Report report(ApplicationContext context) {
    return context.getBean(JitEndpoint.class).report();
  }

  @Test
  void showsThePolicyAndWhoHoldsWhichLoginAndNoSecret() {
    runner.run(
        context -> {
          context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL);
          JitEndpoint.Report report = report(context);
          assertThat(report.dataSources()).containsOnlyKeys("dataSource");
          assertThat(report.dataSources().get("dataSource").policy()).isNotEmpty();
          assertThat(report.dataSources().get("dataSource").problem()).isEmpty();
          assertThat(report.leases())
              .singleElement()
              .satisfies(
                  lease -> {
                    assertThat(lease.subject()).isEqualTo("shop");
                    assertThat(lease.target()).isEqualTo(shop.database().jdbcUrl());
                    assertThat(Instant.parse(lease.expiresAt())).isNotNull();
                  });
          assertThat(report.toString())
              .doesNotContain(shop.database().password(), "ada@", "SELECT");
        });
  }

  @Test
  void showsRequestsUntilTheyAreAnswered() {
    runner.run(
        context -> {
          var template = context.getBean(JdbcTemplate.class);
          assertThatThrownBy(() -> template.queryForList("SELECT text FROM notes")).isNotNull();
          String id = approvals.open().get(0).request().id();
          assertThat(report(context).pendingRequests())
              .singleElement()
              .satisfies(
                  request -> {
                    assertThat(request.request()).isEqualTo(id);
                    assertThat(request.rule()).isEqualTo("notes-on-request");
                    assertThat(request.approvers()).containsExactly("approvers");
                  });

          approvals.answer(
              id, new Subject("urn:x", "petra", "Petra", Set.of("approvers")), true, "");
          template.queryForList("SELECT text FROM notes");
          assertThat(report(context).pendingRequests()).isEmpty();
        });
  }

  @Test
  void showsWhatSinksHaveYetToDeliver() {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    AuditSink sink =
        new AuditSink() {
          @Override
          public void record(AuditEvent event) {}

          @Override
          public List<AuditBacklog> backlogs() {
            return List.of(new AuditBacklog("archive", 7, Optional.of(then), 1, "no route"));
          }
        };
    runner
        .withBean(AuditSink.class, () -> sink)
        .run(
            context ->
                assertThat(report(context).dataSources().get("dataSource").sinks())
                    .containsExactly(
                        new JitEndpoint.Backlog("archive", 7, then.toString(), 1, "no route")));
  }

  @Test
  void isNotThereUnlessItIsExposed() {
    runner
        .withPropertyValues("management.endpoints.jmx.exposure.include=health")
        .run(context -> assertThat(context).doesNotHaveBean(JitEndpoint.class));
  }

  @Test
  void healthIsAMemberOfWhicheverGroupNamesIt() {
    runner
        .withPropertyValues("management.endpoint.health.group.serving.include=jit")
        .run(
            context -> {
              var health = context.getBean(HealthEndpoint.class);
              assertThat(health.healthForPath("serving").getStatus().getCode()).isEqualTo("UP");
              assertThat(health.healthForPath("serving", "jit")).isNotNull();
            });
  }
}
