package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.testing.Reminding;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What approvers do besides saying yes and no, and what scripts read. */
class RequestCommandsTest {
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

  private Outcome as(String person, String group, String... command) throws IOException {
    var all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of("--config", terminal.config(), "--token-file", terminal.tokenFile(person, group)));
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void anApprovalIsTakenBackWithAReason() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    as("dora", "dba", "approve", request.id());

    Outcome outcome = as("dan", "dba", "revoke", request.id(), "--comment", "wrong table");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo("Request " + request.id() + " is revoked\n");
    assertThat(terminal.service().state(request.id()).status()).isEqualTo(Status.REVOKED);
    assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
        .contains("by dan@example.org at ", ": wrong table");
  }

  @Test
  void everyEndIsShownWithItsTimeAndWhoBroughtItAbout() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    as("dora", "dba", "approve", request.id(), "--comment", "fine");
    terminal.service().consume(request.id());
    String at = terminal.service().state(request.id()).overSince().orElseThrow().toString();

    assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
        .containsPattern("Consumed: +by ann@example.org at " + at + "\\n");
    String json = Terminal.run("show", request.id(), "--json", "--config", terminal.config()).out();
    assertThat(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "changes"))
        .extracting(change -> change.get("status"), change -> change.get("by"))
        .containsExactly(
            tuple("requested", "ann@example.org"),
            tuple("approved", "dora@example.org"),
            tuple("consumed", "ann@example.org"));
    assertThat(json).contains("\"comment\":\"fine\"", "\"at\":\"" + at + "\"");
  }

  @Test
  void aWithdrawnRequestIsShownWithWhoWithdrewIt() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    terminal.service().cancel(request.id());

    assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
        .containsPattern("Cancelled: +by ann@example.org at [0-9T:.-]+Z\\n");
  }

  @Test
  void aStrangerTakesNothingBack() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    as("dora", "dba", "approve", request.id());

    Outcome outcome = as("eve", "analysts", "revoke", request.id(), "--comment", "no");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("neither asked for it nor");
  }

  @Test
  void aDeputyAnswersForWhoeverIsAway() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    String deputy = terminal.issuer().name() + "|del";
    Instant tomorrow = InstantSource.system().instant().plusSeconds(86_400);

    Outcome delegated =
        as("dora", "dba", "delegate", "--to", deputy, "--until", tomorrow.toString());
    Outcome approved = as("del", "staff", "approve", request.id());

    assertThat(delegated.out())
        .isEqualTo(deputy + " answers for dora@example.org until " + tomorrow + "\n");
    assertThat(approved.code()).as(approved.err()).isZero();
    assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
        .contains("yes by del@example.org in the place of " + terminal.issuer().name() + "|dora");
  }

  @Test
  void nobodyDelegatesToThemselvesOrIntoThePast() throws Exception {
    String self = terminal.issuer().name() + "|dora";

    assertThat(
            as("dora", "dba", "delegate", "--to", self, "--until", "2999-01-01T00:00:00Z").code())
        .isEqualTo(1);
    assertThat(
            as("dora", "dba", "delegate", "--to", "x|y", "--until", "2001-01-01T00:00:00Z").err())
        .contains("must lie ahead");
    assertThat(as("dora", "dba", "delegate", "--to", "x|y", "--until", "tomorrow").code())
        .isEqualTo(2);
  }

  @Test
  void scriptsReadRequestsAsJson() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 2);
    as("dora", "dba", "approve", request.id(), "--comment", "\"fine\"\u001b[2J");

    String list = Terminal.run("requests", "--json", "--config", terminal.config()).out();
    String one = Terminal.run("show", request.id(), "--json", "--config", terminal.config()).out();

    assertThat(JSONArrayUtils.parse(list)).hasSize(1);
    Map<String, Object> fields = JSONObjectUtils.parse(one);
    assertThat(fields)
        .containsEntry("id", request.id())
        .containsEntry("status", "requested")
        .containsEntry("statement", EXPORT)
        .containsEntry("purpose", "TICKET-7");
    assertThat(JSONObjectUtils.getJSONObjectArray(fields, "answers")[0])
        .containsEntry("name", "dora@example.org")
        .containsEntry("comment", "\"fine\"\u001b[2J");
    assertThat(one.strip()).doesNotContain("\n", "\u001b");
  }

  @Test
  void anEmptyListIsAnEmptyArray() throws Exception {
    assertThat(Terminal.run("requests", "--json", "--config", terminal.config()).out())
        .isEqualTo("[]\n");
  }

  @Test
  void watchingPrintsEachRequestOnceAsItComes() throws Exception {
    AccessRequest first = terminal.file("ann", EXPORT, 1);
    String config = terminal.config();
    var watching =
        CompletableFuture.supplyAsync(
            () -> Terminal.run("watch", "--json", "--for", "3", "--config", config));
    Thread.sleep(1_200);
    AccessRequest second = terminal.file("ben", "DELETE FROM orders", 1);

    Outcome outcome = watching.get();

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains(first.id()),
            line -> assertThat(line).contains(second.id()));
  }

  @Test
  void watchingPrintsARequestAgainWhenPeopleAreReminded() throws Exception {
    var terms =
        Reminding.terms(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(5));
    var now = InstantSource.system().instant();
    AccessRequest request = terminal.service().file(AccessRequests.draft(EXPORT, terms, now));
    String config = terminal.config();

    Outcome scripts = Terminal.run("watch", "--json", "--for", "3", "--config", config);

    assertThat(scripts.out().lines())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).contains(request.id()))
        .anySatisfy(line -> assertThat(line).contains("\"notice\":{\"kind\":\"reminded\""));
    Outcome people = Terminal.run("watch", "--for", "3", "--config", config);
    assertThat(people.out())
        .contains(request.id() + " still waits for an answer of the groups heads, leads")
        .contains("after PT2S without an answer");
  }
}
