package io.jitjdbc.example.shop.alone;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.identity.SubjectResolver;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Whom to believe, and where requests are kept; elsewhere settings say so. */
@Alone
@Configuration(proxyBeanMethods = false)
class AloneConfiguration {

  @Bean
  LocalIssuer issuer() {
    return new LocalIssuer(InstantSource.system());
  }

  @Bean
  JwtDecoder tokens(LocalIssuer issuer) {
    return issuer.decoder();
  }

  /** The shop itself, while it serves nobody. */
  @Bean
  SubjectResolver shop() {
    var shop = new Subject(LocalIssuer.NAME, "shop", "shop", Set.of());
    return presented -> shop;
  }

  /** Access requests as long as the shop runs. */
  @Bean
  MemoryApprovals approvals() {
    return new MemoryApprovals(InstantSource.system());
  }
}
