package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jitjdbc.identity.SubjectResolver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator reads who got a setting wrong. */
@ExtendWith(OutputCaptureExtension.class)
class StartReportTest {
  private Shop shop;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JitJdbcAutoConfiguration.class,
    JitSettingsAutoConfiguration.class
  })
  static class Application {
    @Bean
    SubjectResolver shop() {
      return Shop.RESOLVER;
    }
  }

  private String report(String setting, String value, CapturedOutput output) {
    var properties = new LinkedHashMap<String, Object>();
    for (String line : shop.properties()) {
      String[] pair = line.split("=", 2);
      properties.put(pair[0], pair[1]);
    }
    properties.putAll(Map.of("spring.main.banner-mode", "off", setting, value));
    var application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(properties);
    assertThat(catchThrowable(application::run)).as("start with %s", setting).isNotNull();
    return output.getOut().replaceAll("(?s).*APPLICATION FAILED TO START", "");
  }

  /** Each with something of the description, and something of the action. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jit.jdbc.brokr | mint | did you mean | Correct jit.jdbc.brokr, which is set in
          jit.jdbc.broker | mnt | jit.broker=mnt | Correct jit.jdbc.broker, which is set in
          jit.jdbc.broker.mint.ttl | soon | jit.broker.mint.ttl | Correct jit.jdbc.broker.mint.ttl
          jit.jdbc.broker.mint.url | '' | jit.broker.mint.url | jit.jdbc.broker.mint.url
          jit.jdbc.lease.check | often | jit.lease.check | Correct jit.jdbc.lease.check
          jit.jdbc.audit | papyrus | jit.audit | Correct jit.jdbc.audit
          jit.jdbc.policy.yaml.file | /no/such.yaml | policy /no/such.yaml | jit.jdbc.policy.yaml.file
          jit.jdbc.enabled | yes | expected true or false | Correct jit.jdbc.enabled
          jit.jdbc.denial.http | on | expected true or false | Correct jit.jdbc.denial.http
          jit.jdbc.enforce | maybe | jit.jdbc.enforce | Update your application
          """)
  void namesThePropertyAndTheFix(
      String setting, String value, String description, String action, CapturedOutput output) {
    String report = report(setting, value, output);
    assertThat(report).contains("Description:", description).contains("Action:");
    assertThat(report.replaceAll("(?s).*Action:", "")).contains(action);
    assertThat(report).doesNotContain(shop.database().password());
  }

  @Test
  void leavesNoDataSourceOutThatIsNeitherIncludedNorExcluded(CapturedOutput output) {
    Map<String, Object> properties =
        Map.of("jit.jdbc.enforce", "true", "jit.jdbc.include", "ordersSource");
    properties.forEach((name, value) -> System.setProperty(name, (String) value));
    try {
      assertThat(report("jit.jdbc.enforce", "true", output))
          .contains("The DataSource 'dataSource'", "jit.jdbc.exclude=dataSource");
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
