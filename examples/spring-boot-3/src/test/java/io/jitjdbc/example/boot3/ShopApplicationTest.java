package io.jitjdbc.example.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The jar that serves Spring Boot 4 serves 3.5 as well, but for the health indicator. */
class ShopApplicationTest {
  private static Connection owner;
  private static ServletWebServerApplicationContext shop;

  @BeforeAll
  static void start() throws Exception {
    owner = DriverManager.getConnection("jdbc:h2:mem:boot3", "sa", "only-in-this-process");
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(80))");
      statement.execute("CREATE TABLE payroll (salary INT)");
      statement.execute("INSERT INTO customers VALUES (1, 'ada.lovelace@example.org')");
      statement.execute("CREATE ROLE shop_reader");
      statement.execute("GRANT SELECT ON SCHEMA public TO shop_reader");
    }
    shop =
        (ServletWebServerApplicationContext)
            SpringApplication.run(ShopApplication.class, "--server.port=0");
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
    owner.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + shop.getWebServer().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void isSpringBoot35() {
    assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
  }

  @Test
  void masksWhatIsRead() throws Exception {
    assertThat(get("/customers").body()).isEqualTo("[\"a•••••@example.org\"]");
  }

  @Test
  void answersADenialWithWhyAndWhatToDo() throws Exception {
    HttpResponse<String> answer = get("/payroll");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("urn:jit-jdbc:problem:denied", "no rule permits");
  }

  @Test
  void hasItsEndpointAndItsMeters() throws Exception {
    get("/customers");

    assertThat(get("/actuator/jit").body()).contains("policy");
    assertThat(get("/actuator/metrics/jit.jdbc.decisions").body()).contains("COUNT");
    assertThat(get("/actuator/metrics/hikaricp.connections").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health").body()).contains("UP");
  }
}
