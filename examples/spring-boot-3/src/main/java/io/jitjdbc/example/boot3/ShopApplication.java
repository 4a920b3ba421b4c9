package io.jitjdbc.example.boot3;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.spring.client.Purpose;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A shop whose DataSource the starter enforces, on the last release of Spring Boot 3. */
@SpringBootApplication
public class ShopApplication {

  /** Starts the shop. */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }

  /** The shop itself is who reads: nobody signs in here. */
  @Bean
  SubjectResolver shop() {
    return target -> new Subject("https://issuer.example", "shop", "shop", Set.of("services"));
  }

  /** What it shows. */
  @RestController
  static class Shop {
    private final JdbcTemplate jdbc;

    Shop(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    @Purpose("newsletter")
    @GetMapping("/customers")
    List<String> customers() {
      return jdbc.queryForList("SELECT email FROM customers ORDER BY id", String.class);
    }

    @GetMapping("/payroll")
    List<String> payroll() {
      return jdbc.queryForList("SELECT salary FROM payroll", String.class);
    }
  }
}
