package io.jitjdbc.spring.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import reactor.core.publisher.Mono;

/** Tells denials from failures, and answers them over HTTP. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitDenialAutoConfiguration {

  @Bean
  DenialWatch jitDenialWatch() {
    return new DenialWatch();
  }

  @Bean
  Denials jitDenials(DenialWatch watch) {
    return new Denials(watch);
  }

  /** Only where Spring MVC serves. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HandlerExceptionResolver.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnBooleanProperty(
      prefix = StarterSettings.PREFIX,
      name = DenialSettings.HTTP,
      matchIfMissing = true)
  static class Http {

    @Bean
    DenialResolver jitDenialResolver(Denials denials, Environment environment) {
      return new DenialResolver(denials, DenialSettings.of(environment));
    }
  }

  /** Only where WebFlux serves. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebExceptionHandler.class, Mono.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnBooleanProperty(
      prefix = StarterSettings.PREFIX,
      name = DenialSettings.HTTP,
      matchIfMissing = true)
  static class ReactiveHttp {

    @Bean
    DenialHandler jitDenialHandler(Denials denials, Environment environment) {
      return new DenialHandler(denials, DenialSettings.of(environment));
    }
  }
}
