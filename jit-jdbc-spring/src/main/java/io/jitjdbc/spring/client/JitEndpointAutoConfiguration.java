package io.jitjdbc.spring.client;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Shows operators what stands, as the endpoint {@code jit}. */
@AutoConfiguration(after = JitJdbcAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(JitDataSources.class)
@ConditionalOnAvailableEndpoint(endpoint = JitEndpoint.class)
class JitEndpointAutoConfiguration {

  @Bean
  Standing jitStanding() {
    return new Standing();
  }

  @Bean
  JitEndpoint jitEndpoint(JitDataSources sources, Standing standing) {
    return new JitEndpoint(sources, standing);
  }
}
