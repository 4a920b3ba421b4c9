package io.jitjdbc.spring.client;

import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets annotations and a header say why statements run. */
@AutoConfiguration
@ConditionalOnClass(AbstractAdvisingBeanPostProcessor.class)
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
@Import(PurposeAdvisor.class)
class JitPurposeAutoConfiguration {
  /** Only in servlet applications that name a header. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(OncePerRequestFilter.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnProperty(prefix = StarterSettings.PREFIX, name = PurposeHeaderFilter.SETTING)
  static class Header {

    @Bean
    PurposeHeaderFilter jitPurposeHeaderFilter(Environment environment) {
      return new PurposeHeaderFilter(StarterSettings.of(environment).purposeHeader());
    }
  }
}
