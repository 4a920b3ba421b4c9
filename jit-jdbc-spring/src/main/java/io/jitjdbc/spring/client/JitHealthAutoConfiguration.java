package io.jitjdbc.spring.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Reports the health of enforcement as {@code jit}. */
@AutoConfiguration(after = JitJdbcAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(JitDataSources.class)
@ConditionalOnEnabledHealthIndicator("jit")
class JitHealthAutoConfiguration {

  @Bean
  JitHealthIndicator jitHealthIndicator(JitDataSources sources) {
    return new JitHealthIndicator(sources);
  }
}
