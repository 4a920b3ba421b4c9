package io.jitjdbc.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShopApplicationTest {
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort private int port;

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> get(String path, String person)
      throws IOException, InterruptedException {
    return ask(request(path).header("X-Purpose", "yearly audit"), person);
  }

  private HttpResponse<String> post(String path, String person)
      throws IOException, InterruptedException {
    return ask(request(path).POST(BodyPublishers.noBody()), person);
  }

  private HttpResponse<String> ask(HttpRequest.Builder request, String person)
      throws IOException, InterruptedException {
    String token =
        client
            .send(
                request("/token/" + person).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString())
            .body();
    return client.send(
        request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
  }

  @Test
  void showsStaffMasksOnly() throws Exception {
    assertThat(get("/customers", "ann").body())
        .contains("Ada Lovelace", "@example.org", "1120", "1111", "80000")
        .doesNotContain("ada.lovelace", "078-05", "4111111111111111", "84200");
  }

  @Test
  void showsSupportTheAddressesToo() throws Exception {
    assertThat(get("/customers", "sue").body())
        .contains("ada.lovelace@example.org")
        .doesNotContain("078-05", "4111111111111111", "84200");
  }

  @Test
  void showsFinanceTheSalariesToo() throws Exception {
    assertThat(get("/customers", "fred").body())
        .contains("84200")
        .doesNotContain("ada.lovelace", "078-05", "4111111111111111");
  }

  @Test
  void masksWhatComesByAJoin() throws Exception {
    assertThat(get("/orders", "ann").body())
        .contains("Compiler, boxed", "Grace Hopper", "@example.com")
        .doesNotContain("grace.hopper", "219-09");
  }

  @Test
  void deniesThePayrollAndSaysWhyAndWhatToDo() throws Exception {
    HttpResponse<String> answer = get("/payroll", "sue");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("payroll-is-for-finance", "ask fred@shop.example");
  }

  @Test
  void showsThePayrollToAuditorsOnceFinanceHasAgreed() throws Exception {
    HttpResponse<String> answer = get("/payroll", "amy");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("auditors-read-the-payroll").doesNotContain("11300");
    String link = answer.body().replaceFirst("(?s).*\"link\":\"([^\"]+)\".*", "$1");
    link = link.replace("\\/", "/");

    assertThat(get(link, "fred").body()).contains("amy", "REQUESTED", "yearly audit");
    assertThat(post(link + "/approval", "amy").statusCode()).isEqualTo(403);
    assertThat(post(link + "/approval", "fred").body()).isEqualTo("APPROVED");
    assertThat(get("/payroll", "amy").body()).contains("11300");
  }

  @Test
  void showsThePayrollToFinance() throws Exception {
    assertThat(get("/payroll", "fred").body()).contains("11300");
  }

  @Test
  void servesNobodyWithoutAToken() throws Exception {
    assertThat(client.send(request("/customers").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(client.send(request("/actuator/health").build(), BodyHandlers.ofString()).body())
        .contains("UP");
  }
}
