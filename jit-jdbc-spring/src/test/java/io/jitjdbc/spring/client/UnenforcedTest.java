package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.identity.SubjectResolver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

@ExtendWith(OutputCaptureExtension.class)
class UnenforcedTest {
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JitJdbcAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withPropertyValues(shop.properties());
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  private ApplicationContextRunner with(DataSource source) {
    return runner.withBean("source", DataSource.class, () -> source);
  }

  private HikariDataSource pool() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(shop.database().jdbcUrl());
    return pool;
  }

  @Test
  void warnsOfADataSourceThatGoesPast(CapturedOutput output) {
    with(new DriverManagerDataSource(shop.database().jdbcUrl()))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(output)
                  .contains(
                      "The DataSource 'source'", "neither masked nor recorded", "exclude=source");
            });
  }

  @Test
  void refusesItWhenEnforcementIsDemanded() {
    with(new DriverManagerDataSource(shop.database().jdbcUrl()))
        .withPropertyValues("jit.jdbc.enforce=true")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(NotEnforcedException.class)
                    .hasMessageContainingAll("'source'", "DriverManagerDataSource"));
  }

  @Test
  void acceptsWhatWasLeftOutKnowingly() {
    with(new DriverManagerDataSource(shop.database().jdbcUrl()))
        .withPropertyValues("jit.jdbc.enforce=true", "jit.jdbc.exclude=source")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void acceptsAnyDataSourceWithAJitUrl() {
    with(new DriverManagerDataSource("jdbc:jit:h2:mem:x"))
        .withPropertyValues("jit.jdbc.enforce=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void refusesAPoolThatConnectedBefore() throws SQLException {
    HikariDataSource started = pool();
    started.setUsername(shop.database().user());
    started.setPassword(shop.database().password());
    started.getConnection().close();
    with(started)
        .withPropertyValues("jit.jdbc.enforce=true")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void looksBehindProxiesAndRoutes() {
    runner
        .withPropertyValues("jit.jdbc.enforce=true")
        .withBean("pool", HikariDataSource.class, this::pool)
        .withUserConfiguration(Proxies.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void refusesARouteThatGoesPast() {
    with(new Routes(new DriverManagerDataSource(shop.database().jdbcUrl())))
        .withPropertyValues("jit.jdbc.enforce=true")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration(proxyBeanMethods = false)
  static class Proxies {
    @Bean
    LazyConnectionDataSourceProxy lazy(HikariDataSource pool) {
      return new LazyConnectionDataSourceProxy(pool);
    }

    @Bean
    Routes routes(HikariDataSource pool) {
      return new Routes(pool);
    }
  }

  static final class Routes extends AbstractRoutingDataSource {
    Routes(DataSource only) {
      setTargetDataSources(Map.of("only", only));
      setDefaultTargetDataSource(only);
    }

    @Override
    protected Object determineCurrentLookupKey() {
      return "only";
    }
  }

  @Test
  void saysInTheStartReportWhatToDo(CapturedOutput output) {
    var application = new SpringApplication(Past.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    var arguments = new ArrayList<String>();
    List.of(shop.properties()).forEach(property -> arguments.add("--" + property));
    arguments.add("--jit.jdbc.enforce=true");

    Throwable failure = catchThrowable(() -> application.run(arguments.toArray(String[]::new)));

    assertThat(failure).hasRootCauseInstanceOf(NotEnforcedException.class);
    assertThat(output).contains("APPLICATION FAILED TO START", "Action:", "jit.jdbc.exclude=past");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(JitJdbcAutoConfiguration.class)
  static class Past {
    @Bean
    DataSource past() {
      return new DriverManagerDataSource("jdbc:h2:mem:past");
    }
  }
}
