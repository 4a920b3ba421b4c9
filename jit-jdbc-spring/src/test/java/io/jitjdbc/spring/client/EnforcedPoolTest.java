package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.testing.TestIssuer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

class EnforcedPoolTest {
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
            .withPropertyValues(shop.properties());
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  private ApplicationContextRunner asApplication() {
    return runner.withBean(SubjectResolver.class, () -> Shop.RESOLVER);
  }

  private static String email(ApplicationContext context) {
    return context.getBean(JdbcTemplate.class).queryForObject(Shop.EMAIL, String.class);
  }

  @Test
  void masksWhatAnUnchangedApplicationReads() {
    asApplication().run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }

  @Test
  void takesAJitUrlAsItIs() {
    asApplication()
        .withPropertyValues(
            "spring.datasource.url=jdbc:jit:" + shop.database().jdbcUrl().substring(5))
        .run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }

  @Test
  void doesNotMindADriverClassNameThatIsSet() {
    asApplication()
        .withPropertyValues("spring.datasource.driver-class-name=org.h2.Driver")
        .run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }

  @Test
  void namesTheDriverThatBootDoesNotKnow() {
    new ApplicationContextRunner()
        .withBean(DriverClassNames.class)
        .withBean(DataSourceProperties.class)
        .withUserConfiguration(BoundProperties.class)
        .withPropertyValues("spring.datasource.url=jdbc:jit:nowhere:x")
        .run(
            context ->
                assertThat(context.getBean(DataSourceProperties.class).determineDriverClassName())
                    .isEqualTo("io.jitjdbc.driver.JitDriver"));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties
  static class BoundProperties {}

  @Test
  void leavesTheBeanThePoolThatItWas() {
    asApplication()
        .run(
            context -> {
              DataSource bean = context.getBean(DataSource.class);
              assertThat(bean).isExactlyInstanceOf(HikariDataSource.class);
              var pool = (HikariDataSource) bean;
              assertThat(pool.getDataSource()).isInstanceOf(JitDataSource.class);
              assertThat(pool.getJdbcUrl()).startsWith("jdbc:jit:h2:");
            });
  }

  @Test
  void keepsTheApplicationsPasswordToItself() {
    asApplication()
        .withPropertyValues("spring.datasource.username=sa", "spring.datasource.password=wrong")
        .run(
            context -> {
              assertThat(email(context)).isEqualTo(Shop.MASKED);
              assertThat(context.getBean(HikariDataSource.class).getPassword()).isNull();
            });
  }

  @Test
  void takesAPasswordThatIsATokenForTheSubject() {
    try (TestIssuer issuer = TestIssuer.start()) {
      runner
          .withPropertyValues(
              "jit.jdbc.subject.oidc.issuer=" + issuer.name(),
              "jit.jdbc.subject.oidc.audience=" + TestIssuer.AUDIENCE,
              "spring.datasource.password=" + issuer.token("sue", "support"))
          .run(context -> assertThat(email(context)).isEqualTo(Shop.CLEAR));
    }
  }

  @Test
  void enforcesConnectionDetailsThatOverrideTheProperties() {
    asApplication()
        .withPropertyValues("spring.datasource.url=jdbc:h2:mem:another")
        .withBean(JdbcConnectionDetails.class, () -> new Container(shop))
        .run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }

  private record Container(Shop shop) implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
      return shop.database().user();
    }

    @Override
    public String getPassword() {
      return shop.database().password();
    }

    @Override
    public String getJdbcUrl() {
      return shop.database().jdbcUrl();
    }
  }

  @Test
  void enforcesEveryPoolThatIsNotExcluded() {
    asApplication()
        .withPropertyValues("jit.jdbc.exclude=migration*")
        .withBean("reports", HikariDataSource.class, () -> pool(shop))
        .withBean("migrations", HikariDataSource.class, () -> pool(shop))
        .run(
            context -> {
              assertThat(read(context.getBean("reports", DataSource.class))).isEqualTo(Shop.MASKED);
              assertThat(read(context.getBean("migrations", DataSource.class)))
                  .isEqualTo(Shop.CLEAR);
            });
  }

  private static HikariDataSource pool(Shop shop) {
    return DataSourceBuilder.create()
        .type(HikariDataSource.class)
        .url(shop.database().jdbcUrl())
        .username(shop.database().user())
        .password(shop.database().password())
        .build();
  }

  private static String read(DataSource source) {
    return new JdbcTemplate(source).queryForObject(Shop.EMAIL, String.class);
  }

  @Test
  void prefersASettingOfThePoolToThatOfTheApplication() {
    asApplication()
        .withPropertyValues(
            "jit.jdbc.broker.mint.roles=nonsense",
            "spring.datasource.hikari.data-source-properties.jit.broker.mint.roles=shop_reader")
        .run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }

  @Test
  void stopsTheStartAtASettingThatDoesNotExist() {
    asApplication()
        .withPropertyValues("jit.jdbc.brokr=mint")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(NotEnforcedException.class)
                    .hasMessageContainingAll("'dataSource'", "jit.brokr", "jit.broker"));
  }

  @Test
  void stopsTheStartWithoutAPolicy() {
    asApplication()
        .withPropertyValues("jit.jdbc.policy.yaml.file=missing.yaml")
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("missing.yaml"));
  }

  @Test
  void leavesEverythingAloneWhenSwitchedOff() {
    asApplication()
        .withPropertyValues(
            "jit.jdbc.enabled=false",
            "spring.datasource.username=" + shop.database().user(),
            "spring.datasource.password=" + shop.database().password())
        .run(context -> assertThat(email(context)).isEqualTo(Shop.CLEAR));
  }

  @Test
  void tellsTheAuditWhichApplicationItIs() {
    var sink = new KeepingSink();
    asApplication()
        .withBean(AuditSink.class, () -> sink)
        .withPropertyValues("spring.application.name=checkout")
        .run(
            context -> {
              email(context);
              assertThat(sink.events)
                  .filteredOn(AuditEvent.SessionOpened.class::isInstance)
                  .first()
                  .extracting(event -> ((AuditEvent.SessionOpened) event).application())
                  .isEqualTo("checkout");
            });
  }

  @Test
  void closesPoolThenDriverThenTheBeansThatItWasGiven() {
    var sink = new KeepingSink();
    asApplication().withBean(AuditSink.class, () -> sink).run(EnforcedPoolTest::email);

    assertThat(sink.closed).hasValue(1);
    assertThat(sink.typesBeforeClosing)
        .contains("session.closed")
        .filteredOn("session.opened"::equals)
        .hasSameSizeAs(sink.typesBeforeClosing.stream().filter("session.closed"::equals).toList());
  }

  @Test
  void goesOnWhenAnotherContextIsClosed() {
    var shared = new KeepingSink();
    ApplicationContextRunner lasting = asApplication();
    lasting.run(
        context -> {
          assertThat(email(context)).isEqualTo(Shop.MASKED);
          asApplication()
              .withBean("other", AuditSink.class, () -> shared)
              .run(other -> assertThat(email(other)).isEqualTo(Shop.MASKED));
          assertThat(email(context)).isEqualTo(Shop.MASKED);
        });
  }

  /** Keeps what it is told, and what it had been told when it was closed. */
  private static final class KeepingSink implements AuditSink {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private volatile List<String> typesBeforeClosing = List.of();
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public void record(AuditEvent event) {
      events.add(event);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      typesBeforeClosing = events.stream().map(AuditEvent::type).toList();
    }
  }
}
