package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.driver.settings.DriverSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JitTest {
  private static final String EXPORT = "SELECT * FROM customers WHERE id > ?";

  @TempDir Path directory;
  private Terminal terminal;

  @BeforeEach
  void sitDown() throws SQLException {
    terminal = new Terminal(directory);
  }

  @AfterEach
  void leave() throws SQLException {
    terminal.close();
  }

  private Outcome approve(String id, String person, String... groups) throws IOException {
    return Terminal.run(
        "approve", id, "--config", terminal.config(), "--token-file", token(person, groups));
  }

  private String token(String person, String... groups) throws IOException {
    return terminal.tokenFile(person, groups);
  }

  private Status status(AccessRequest request) throws RefusedException {
    return terminal.service().state(request.id()).status();
  }

  @Nested
  class ListingRequests {
    @Test
    void saysThatNoneIsOpen() throws Exception {
      Outcome outcome = Terminal.run("requests", "--config", terminal.config());

      assertThat(outcome).isEqualTo(new Outcome(0, "No request is open.\n", ""));
    }

    @Test
    void showsOneLineForEach() throws Exception {
      AccessRequest first = terminal.file("ann", EXPORT, 1);
      AccessRequest second = terminal.file("ben", "DELETE FROM orders\n  WHERE id = ?", 1);

      Outcome outcome = Terminal.run("requests", "--config", terminal.config());

      assertThat(outcome.code()).isZero();
      assertThat(outcome.out().lines())
          .satisfiesExactly(
              head -> assertThat(head).startsWith("ID").contains("AGE", "WHO", "STATEMENT"),
              line -> assertThat(line).contains(first.id(), "ann@example.org", EXPORT),
              line -> assertThat(line).contains(second.id(), "DELETE FROM orders WHERE id = ?"));
    }

    @Test
    void leavesOutWhatIsAnswered() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);
      approve(request.id(), "dora", "dba");

      assertThat(Terminal.run("requests", "--config", terminal.config()).out())
          .doesNotContain(request.id());
    }
  }

  @Nested
  class ShowingARequest {
    @Test
    void showsWhatAnApproverNeeds() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 2);

      Outcome outcome = Terminal.run("show", request.id(), "--config", terminal.config());

      assertThat(outcome.code()).isZero();
      assertThat(outcome.out())
          .contains(request.id() + " (requested)", "ann@example.org", "large-exports", EXPORT)
          .contains("jdbc:h2:mem:shop", "TICKET-7", "2 of the groups dba, security")
          .contains("shop.customers.email, shop.customers.name", "more than 1000 rows");
    }

    @Test
    void takesTheIdAsAPersonTypesIt() throws Exception {
      String id = terminal.file("ann", EXPORT, 1).id();
      String typed = id.substring(0, 4).toUpperCase(Locale.ROOT) + "-" + id.substring(4);

      assertThat(Terminal.run("show", typed, "--config", terminal.config()).out()).contains(id);
    }

    @Test
    void obeysNoControlCharacterOfTheOneWhoAsks() throws Exception {
      String spoofed = "SELECT 1\u001b[2J\u001b[H\rRule: harmless\u202e";
      AccessRequest request = terminal.file("mallory", spoofed, 1);

      Outcome list = Terminal.run("requests", "--config", terminal.config());
      Outcome sheet = Terminal.run("show", request.id(), "--config", terminal.config());

      assertThat(list.out() + sheet.out()).doesNotContain("\u001b", "\r", "\u202e");
      assertThat(sheet.out().lines()).doesNotContain("Rule: harmless");
    }

    @Test
    void saysThatAnIdIsUnknown() throws Exception {
      Outcome outcome = Terminal.run("show", "00000000", "--config", terminal.config());

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("there is no request 00000000", "jit requests");
    }
  }

  @Nested
  class Answering {
    @Test
    void opensTheWayWithOneYes() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);

      Outcome outcome = approve(request.id(), "dora", "dba");

      assertThat(outcome.code()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("Request " + request.id() + " is approved");
      assertThat(status(request)).isEqualTo(Status.APPROVED);
    }

    @Test
    void saysHowManyAreStillMissing() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 2);

      assertThat(approve(request.id(), "dora", "dba").out()).contains("1 of 2 said yes");
      assertThat(approve(request.id(), "sam", "security").out()).contains("is approved");
    }

    @Test
    void rejectsWithAReason() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);

      Outcome outcome =
          Terminal.run(
              "reject",
              request.id(),
              "--comment",
              "use the aggregate view",
              "--config",
              terminal.config(),
              "--token-file",
              token("dora", "dba"));

      assertThat(outcome.out()).contains("is rejected");
      assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
          .contains("no by dora@example.org", "use the aggregate view");
    }

    @Test
    void refusesTheOneWhoAsked() throws Exception {
      AccessRequest request = terminal.file("dora", EXPORT, 1);

      Outcome outcome = approve(request.id(), "dora", "dba");

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("jit: ")
          .contains("nobody answers a request of their own");
      assertThat(status(request)).isEqualTo(Status.REQUESTED);
    }

    @Test
    void refusesWhoIsInNoApproverGroup() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);

      Outcome outcome = approve(request.id(), "ben", "analysts");

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("in none of the groups", "dba", "security");
      assertThat(status(request)).isEqualTo(Status.REQUESTED);
    }

    @Test
    void refusesATokenOfAnotherIssuerWithoutShowingIt() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);
      Properties settings = terminal.settings();
      settings.setProperty("jit.subject.oidc.issuer", "https://login.example.org");
      String token = terminal.issuer().token("dora", "dba");
      settings.setProperty("jit.token", token);

      Outcome outcome =
          Terminal.run("approve", request.id(), "--config", terminal.config(settings));

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("Sign-in refused").doesNotContain(token);
      assertThat(status(request)).isEqualTo(Status.REQUESTED);
    }

    @Test
    void refusesWhoGivesNoToken() throws Exception {
      AccessRequest request = terminal.file("ann", EXPORT, 1);

      Outcome outcome = Terminal.run("approve", request.id(), "--config", terminal.config());

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("no token was given");
    }
  }

  @Nested
  class BeingSetUp {
    @Test
    void refusesAnUnknownSettingWithTheNearest() throws Exception {
      Properties settings = terminal.settings();
      settings.setProperty("jit.approval.table.ulr", "x");

      Outcome outcome = Terminal.run("requests", "--config", terminal.config(settings));

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("jit.approval.table.ulr", "jit.approval.table.url");
    }

    @Test
    void refusesWhatIsNoSettingOfOurs() throws Exception {
      Properties settings = terminal.settings();
      settings.setProperty("subject.oidc.issuer", "x");

      assertThat(Terminal.run("requests", "--config", terminal.config(settings)).err())
          .contains("subject.oidc.issuer is not a setting");
    }

    @Test
    void saysThatTheConfigurationIsMissing() {
      Outcome outcome = Terminal.run("requests", "--config", "/nowhere/jit.properties");

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("--config /nowhere/jit.properties cannot be read");
    }

    @Test
    void saysThatTheTableDoesNotAnswer() throws Exception {
      Properties settings = terminal.settings();
      settings.setProperty("jit.approval.table.password", "canary-wrong");

      Outcome outcome = Terminal.run("requests", "--config", terminal.config(settings));

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err()).contains("jit.approval.table.url").doesNotContain("canary");
    }

    @Test
    void tellsAWrongCommandFromARefusal() {
      assertThat(Terminal.run("aprove").code()).isEqualTo(2);
      assertThat(Terminal.run("reject", "00000000").err()).contains("--comment");
      assertThat(Terminal.run("reject", "00000000").code()).isEqualTo(2);
      assertThat(Terminal.run().code()).isEqualTo(2);
    }

    @Test
    void explainsItself() {
      assertThat(Terminal.run("help").out())
          .contains(
              "requests",
              "show",
              "approve",
              "reject",
              "policy",
              "settings",
              "explain",
              "Exit codes:");
      assertThat(Terminal.run("help", "approve").out()).contains("--token-file", "JIT_TOKEN");
    }
  }

  @Test
  void printsEverySettingAsMarkdown() {
    Outcome outcome = Terminal.run("settings");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines().skip(2))
        .hasSameSizeAs(DriverSettings.all().keySet())
        .allSatisfy(
            row -> assertThat(row).matches("\\| `jit\\.[a-z0-9.-]+` \\| .+ \\| .* \\| .+ \\|"));
    assertThat(outcome.out())
        .contains("| `jit.subject` | text | `oidc` | ")
        .contains("| `jit.token` | text; a secret, never in the URL |");
  }
}
