package io.jitjdbc.spring.client;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Enforces the application's DataSources. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
      "org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration"
    })
@ConditionalOnClass({HikariDataSource.class, DelegatingDataSource.class})
// The control plane's own tables are read past every policy.
@ConditionalOnMissingBean(type = "io.jitjdbc.spring.server.ControlPlane")
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitJdbcAutoConfiguration {

  @Bean(JitDataSources.BEAN)
  static JitDataSources jitDataSources(
      ConfigurableListableBeanFactory beans, Environment environment) {
    return new JitDataSources(beans, StarterSettings.of(environment).driver());
  }

  @Bean
  static PoolEnforcer jitPoolEnforcer(
      Environment environment, ObjectProvider<JitDataSources> sources) {
    return new PoolEnforcer(StarterSettings.of(environment), sources);
  }

  @Bean
  static DriverClassNames jitDriverClassNames() {
    return new DriverClassNames();
  }

  /** Boot hands it to its JdbcTemplate. */
  @Bean
  @ConditionalOnMissingBean
  SQLExceptionTranslator jitRefusalTranslator() {
    return new RefusalTranslator();
  }
}
