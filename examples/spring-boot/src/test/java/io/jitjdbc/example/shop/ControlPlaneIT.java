package io.jitjdbc.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.testing.FreePort;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop on the control plane as the README tells it, by its configuration alone. */
class ControlPlaneIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final URI console = URI.create("http://127.0.0.1:" + FreePort.find());
  private final URI provider = URI.create("http://localhost:" + FreePort.find());
  private final URI shop = URI.create("http://127.0.0.1:" + FreePort.find());
  private final int databasePort = FreePort.find();
  private final String database = "jdbc:h2:tcp://localhost:" + databasePort + "/mem:web-shop";
  private Program controlPlane;

  @BeforeEach
  void startTheControlPlane() throws Exception {
    controlPlane =
        Program.start(
            folder,
            console,
            List.of(
                "-Dsample.port=" + console.getPort(),
                "-Dsample.provider-port=" + provider.getPort(),
                "-Dsample.database-port=" + databasePort,
                "-jar",
                jar(Path.of("..", "control-plane", "target")),
                "--sample"));
  }

  @AfterEach
  void stopTheControlPlane() {
    controlPlane.close();
  }

  private static String jar(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("jit-jdbc-example-.*T\\.jar"))
          .findFirst()
          .orElseThrow()
          .toRealPath()
          .toString();
    }
  }

  private Program startTheShop() throws Exception {
    return Program.start(
        folder,
        shop,
        List.of(
            "-jar",
            jar(Path.of("target")),
            "--spring.profiles.active=control-plane",
            "--server.port=" + shop.getPort(),
            "--spring.datasource.url=" + database,
            "--shop.control-plane=" + console,
            "--shop.provider=" + provider));
  }

  private HttpResponse<String> read(Person person, String path) throws Exception {
    return person.get(shop.resolve(path));
  }

  private void rollOutThePolicy() throws Exception {
    Person paul = Person.signedIn("paul", console);
    URI editor = console.resolve("/console/policies/new");
    HttpResponse<String> version =
        paul.submit(
            editor,
            "/console/policies",
            Map.of("text", Files.readString(Path.of("policy.yaml")), "note", "the shop's"));
    assertThat(version.body()).contains("is kept");
    HttpResponse<String> rolledOut =
        paul.submit(
            version.uri(), version.uri().getPath() + "/roll-out", Map.of("targets", database));
    assertThat(rolledOut.body()).contains("It counts from now on");
  }

  @Test
  void masksAsThePolicyRolledOutThereSaysAndTakesRequestsToItsConsole() throws Exception {
    rollOutThePolicy();
    Program program = startTheShop();
    try {
      Person ann = Person.signedIn("ann", shop.resolve("/customers"));
      assertThat(read(ann, "/customers").body())
          .contains("Ada Lovelace", "@example.org", "80000")
          .doesNotContain("ada.lovelace", "84200");
      assertThat(read(ann, "/payroll").body()).contains("payroll-is-for-finance");
      assertThat(read(Person.signedIn("sue", shop.resolve("/customers")), "/customers").body())
          .contains("ada.lovelace@example.org");
      showsThePayrollOnceFinanceHasAgreed();
      wasRecorded();
    } finally {
      program.close();
      Files.writeString(Path.of("target", "shop.log"), program.output());
    }
  }

  private void showsThePayrollOnceFinanceHasAgreed() throws Exception {
    Person amy = Person.signedIn("amy", shop.resolve("/customers"));
    HttpResponse<String> waiting = read(amy, "/payroll");
    assertThat(waiting.statusCode()).as(waiting.body()).isEqualTo(409);
    String id = waiting.body().replaceFirst("(?s).*\"request\":\"([^\"]+)\".*", "$1");
    URI page = console.resolve("/console/requests/" + id);
    assertThat(waiting.body().replace("\\/", "/")).contains(page.toString());

    Person fred = Person.signedIn("fred", console);
    assertThat(fred.get(page).body()).contains("amy", "web-shop", "PAYROLL");
    HttpResponse<String> answered =
        fred.submit(page, page.getPath() + "/answer", Map.of("granted", "true", "comment", "fine"));
    assertThat(answered.body()).contains("Your yes is recorded");

    HttpResponse<String> payroll = read(amy, "/payroll");
    assertThat(payroll.body()).contains("11300");
  }

  private void wasRecorded() throws Exception {
    Person ines = Person.signedIn("ines", console);
    URI sessions = console.resolve("/console/sessions?who=amy&text=statement.finished");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ines.get(sessions).body()).containsPattern("amy, ann, sue, web-shop"));
    String session =
        ines.get(sessions).body().replaceFirst("(?s).*href=\"(/console/sessions/[^\"]+)\".*", "$1");
    assertThat(ines.get(console.resolve(session)).body())
        .contains("for amy", "for ann", "auditors-read-the-payroll");
  }
}
