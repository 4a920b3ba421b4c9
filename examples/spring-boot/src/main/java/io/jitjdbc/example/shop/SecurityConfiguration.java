package io.jitjdbc.example.shop;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectResolver;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Who is believed to be whom. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/token/*", "/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.disable())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  @Bean
  LocalIssuer issuer() {
    return new LocalIssuer(InstantSource.system());
  }

  @Bean
  JwtDecoder tokens(LocalIssuer issuer) {
    return issuer.decoder();
  }

  /** The shop itself, while it serves nobody. Elsewhere: jit.jdbc.subject.oidc and token.file. */
  @Bean
  SubjectResolver shop() {
    var shop = new Subject(LocalIssuer.NAME, "shop", "shop", Set.of());
    return presented -> shop;
  }
}
