package io.jitjdbc.spring.client;

import io.jitjdbc.identity.SubjectClaims;
import io.jitjdbc.settings.SettingValues;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** Lets the rights of Spring Security's current caller count. */
@AutoConfiguration
@ConditionalOnClass(Authentication.class)
// The control plane's own tables are read past every policy.
@ConditionalOnMissingBean(type = "io.jitjdbc.spring.server.ControlPlane")
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitSecurityAutoConfiguration {

  @Bean
  CallingSubject jitCallingSubject(ObjectProvider<SubjectMapper> mappers) {
    return new SecurityContextSubject(
        mappers.getIfAvailable(
            () ->
                authentication -> {
                  throw SecurityContextSubject.unknown(authentication);
                }));
  }

  /** Only where tokens can be claims. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ClaimAccessor.class)
  static class Claims {

    @Bean
    @ConditionalOnMissingBean(SubjectMapper.class)
    SubjectMapper jitClaimsSubjectMapper(Environment environment) {
      String prefix = "jit.subject.oidc.";
      Map<String, String> oidc = new HashMap<>();
      StarterSettings.of(environment)
          .driver()
          .forEach(
              (name, text) -> {
                if (name.startsWith(prefix)) {
                  oidc.put(name.substring(prefix.length()), text);
                }
              });
      return new ClaimsSubjectMapper(SubjectClaims.from(SettingValues.of(prefix, oidc)));
    }
  }
}
