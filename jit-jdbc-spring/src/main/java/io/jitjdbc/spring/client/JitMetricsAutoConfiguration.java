package io.jitjdbc.spring.client;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Counts what the sinks accept. */
@AutoConfiguration
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitMetricsAutoConfiguration {

  @Bean
  AuditMeters jitAuditMeters() {
    return new AuditMeters();
  }
}
