package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.identity.SubjectResolver;
import java.sql.SQLException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class DenialTest {
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JitJdbcAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withPropertyValues(shop.properties())
            .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1");
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  @Test
  void isAnExceptionOfSpringsThatSaysWhichRuleAndWhatToDo() {
    runner.run(
        context ->
            assertThatThrownBy(
                    () ->
                        context
                            .getBean(JdbcTemplate.class)
                            .queryForList("SELECT word FROM secrets WHERE word = 'hush'"))
                .isInstanceOf(PermissionDeniedDataAccessException.class)
                .rootCause()
                .hasMessageContainingAll("no-secrets", "ask security@example.org")
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42501"));
  }

  @Test
  void leavesTheOnlyConnectionOfThePoolInPlace() {
    runner.run(
        context -> {
          var template = context.getBean(JdbcTemplate.class);
          for (int attempt = 0; attempt < 5; attempt++) {
            assertThatThrownBy(() -> template.queryForList("SELECT word FROM secrets")).isNotNull();
            assertThat(template.queryForObject(Shop.EMAIL, String.class)).isEqualTo(Shop.MASKED);
          }
          var pool = context.getBean(HikariDataSource.class).getHikariPoolMXBean();
          assertThat(pool.getTotalConnections()).isEqualTo(1);
        });
  }
}
