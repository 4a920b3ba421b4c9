package io.jitjdbc.spring.client;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** Lets statements be observed: as spans, as timers, or however the application does it. */
@AutoConfiguration
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitObservationAutoConfiguration {

  @Bean
  StatementObservations jitStatementObservations(ObjectProvider<ObservationRegistry> registry) {
    return new StatementObservations(
        SingletonSupplier.of(() -> registry.getIfUnique(() -> ObservationRegistry.NOOP)));
  }
}
