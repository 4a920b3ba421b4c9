package io.jitjdbc.example.shop;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

/** Programs bring a token; people sign in where a provider is configured. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String TOKENS = "/token/*";

  @Bean
  SecurityFilterChain security(
      HttpSecurity http, ObjectProvider<ClientRegistrationRepository> providers) {
    http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(TOKENS, "/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.ignoringRequestMatchers(TOKENS))
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()));
    if (providers.getIfAvailable() != null) {
      http.oauth2Login(Customizer.withDefaults());
    }
    return http.build();
  }
}
