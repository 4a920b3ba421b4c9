package io.jitjdbc.example.shop;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.identity.SubjectResolver;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the shop with its database and its issuer. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {

  /** Serves on port 8080 unless {@code --server.port} says otherwise. */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }

  /** The shop itself, while it serves nobody. Elsewhere: jit.jdbc.subject.oidc and token.file. */
  @Bean
  SubjectResolver shop() {
    var shop = new Subject(LocalIssuer.NAME, "shop", "shop", Set.of());
    return presented -> shop;
  }

  /** Access requests as long as the shop runs. Elsewhere: jit.jdbc.approval. */
  @Bean
  MemoryApprovals approvals() {
    return new MemoryApprovals(InstantSource.system());
  }
}
