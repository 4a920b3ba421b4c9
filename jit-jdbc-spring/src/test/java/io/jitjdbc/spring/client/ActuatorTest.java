package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.identity.SubjectResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class ActuatorTest {
  @TempDir private Path directory;
  private Shop shop;
  private Path policy;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException, IOException {
    shop = Shop.open();
    policy = Files.copy(Shop.policy(), directory.resolve("policy.yaml"));
    runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceHealthContributorAutoConfiguration.class,
                    DataSourcePoolMetricsAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    JitHealthAutoConfiguration.class,
                    JitJdbcAutoConfiguration.class,
                    JitMetricsAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(shop.properties())
            .withPropertyValues("jit.jdbc.policy.yaml.file=" + policy);
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  @Test
  void isHealthyWithTheVersionOfThePolicyAndWithoutAConnection() {
    runner.run(
        context -> {
          context.getBean(DataSource.class);
          Health health = context.getBean(JitHealthIndicator.class).health();

          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsOnlyKeys("dataSource");
          assertThat(health.getDetails().toString()).doesNotContain(shop.database().password());
          assertThat(
                  context
                      .getBean(MeterRegistry.class)
                      .get("jit.jdbc.sessions.active")
                      .gauge()
                      .value())
              .isZero();
        });
  }

  @Test
  void keepsTheHealthOfTheDataSource() {
    runner.run(
        context ->
            assertThat(context.getBean(DataSourceHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP));
  }

  @Test
  void hasNoHealthWhereItIsSwitchedOff() {
    runner
        .withPropertyValues("management.health.jit.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(JitHealthIndicator.class));
  }

  @Test
  void countsDecisionsRowsAndSessions() {
    runner.run(
        context -> {
          var template = context.getBean(JdbcTemplate.class);
          template.queryForList(Shop.EMAIL);
          assertThatThrownBy(() -> template.queryForList("SELECT word FROM secrets")).isNotNull();

          MeterRegistry meters = context.getBean(MeterRegistry.class);
          assertThat(count(meters, "jit.jdbc.decisions", "effect", "permit")).isEqualTo(1);
          assertThat(count(meters, "jit.jdbc.decisions", "effect", "deny")).isEqualTo(1);
          assertThat(count(meters, "jit.jdbc.approvals", "status", "approved")).isZero();
          assertThat(meters.get("jit.jdbc.rows").functionCounter().count()).isEqualTo(1);
          assertThat(meters.get("jit.jdbc.sessions.active").gauge().value()).isBetween(1.0, 2.0);
        });
  }

  @Test
  void tellsOperatorsThatAPolicyIsOnlyObservedAndCountsItsDecisionsApart() throws IOException {
    Files.writeString(
        policy, Files.readString(policy).replace("version: 1\n", "version: 1\nmode: observe\n"));
    runner.run(
        context -> {
          context.getBean(JdbcTemplate.class).queryForList("SELECT word FROM secrets");
          Health health = context.getBean(JitHealthIndicator.class).health();
          MeterRegistry meters = context.getBean(MeterRegistry.class);

          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails().get("dataSource").toString())
              .contains("problem=observe mode for anyone: nothing is enforced");
          assertThat(count(meters, "jit.jdbc.observed", "effect", "deny")).isEqualTo(1);
          assertThat(count(meters, "jit.jdbc.decisions", "effect", "deny")).isZero();
        });
  }

  private static double count(MeterRegistry meters, String name, String tag, String value) {
    return meters.get(name).tag(tag, value).functionCounter().count();
  }

  @Test
  void keepsTheMetricsOfThePool() {
    runner.run(
        context -> {
          context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL);
          MeterRegistry meters = context.getBean(MeterRegistry.class);
          assertThat(meters.get("jdbc.connections.max").tag("name", "dataSource").gauge().value())
              .isEqualTo(2);
          assertThat(meters.get("hikaricp.connections").gauge().value()).isPositive();
        });
  }
}
