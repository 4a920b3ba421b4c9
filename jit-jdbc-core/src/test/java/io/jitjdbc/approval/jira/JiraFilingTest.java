package io.jitjdbc.approval.jira;

import static io.jitjdbc.approval.jira.FakeJira.silent;
import static io.jitjdbc.approval.jira.FakeJira.status;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement waits only for people who have a ticket, and they have one. */
class JiraFilingTest {
  private static final String CREATE = "POST /rest/api/2/issue";

  @TempDir private Path directory;
  private JiraFixture fixture;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, new MutableClock());
    fixture.knows(person("dora", "dba"));
  }

  @AfterEach
  void ends() {
    fixture.close();
  }

  private RefusedException refusal(ApprovalService service) {
    try {
      fixture.file(service, 1);
    } catch (RefusedException e) {
      assertThat(e.toString()).doesNotContain(FakeJira.TOKEN);
      return e;
    }
    throw new AssertionError("it was filed");
  }

  @Test
  void theTicketSaysWhatIsAsked() throws Exception {
    AccessRequest filed = fixture.file(fixture.open(), 1);

    FakeIssue ticket = fixture.ticket();
    assertThat(ticket.summary)
        .isEqualTo("jit-" + filed.id() + ": ann asks for large-exports at jdbc:h2:mem:shop");
    assertThat(ticket.labels).containsExactly("jit-" + filed.id());
    assertThat(ticket.description)
        .startsWith("{noformat}\n")
        .endsWith("\n{noformat}")
        .contains(
            "Request: " + filed.id(),
            "Who asks: ann (https://issuer.example|id-of-ann)",
            "Purpose: TICKET-7",
            "Touches: shop.customers.email, shop.customers.name",
            "Needed: 1 of [dba, security]",
            "Answer before: " + filed.expiresAt(),
            "  SELECT email FROM customers")
        .doesNotContain(filed.binding().digest(), filed.binding().binds());
  }

  @Test
  void theTicketIsLinkedToThePurpose() throws Exception {
    fixture.file(fixture.open(), 1);

    assertThat(fixture.jira.links)
        .containsExactly(
            Map.of(
                "type", Map.of("name", "Relates"),
                "inwardIssue", Map.of("key", fixture.ticket().key),
                "outwardIssue", Map.of("key", "TICKET-7")));
  }

  @Test
  void aLinkThatIsRefusedChangesNothing() throws Exception {
    fixture.jira.script("POST /rest/api/2/issueLink", status(404, "{}"));

    fixture.file(fixture.open(), 1);

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void whatJiraWasTooBusyForIsTriedAgainWhenItSays() throws Exception {
    fixture.jira.script(CREATE, status(429, "{}", "Retry-After", "1"), status(429, ""));
    long begin = System.nanoTime();

    fixture.file(fixture.open(), 1);

    assertThat(fixture.tickets()).hasSize(1);
    assertThat(fixture.jira.count(CREATE)).isEqualTo(3);
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aPauseThatIsTooLongIsKeptToByAsking() throws Exception {
    ApprovalService service = fixture.open();
    fixture.jira.script(CREATE, status(429, "{}", "Retry-After", "300"));

    assertThat(refusal(service).state()).isEqualTo(SqlState.UNREACHABLE);
    int calls = fixture.jira.calls.size();
    RefusedException second = refusal(service);

    assertThat(second).hasMessageContaining("wants not to be asked for another");
    assertThat(fixture.jira.calls).hasSize(calls);
    assertThat(fixture.tickets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void aTicketThatWasMadeBeforeTheAnswerWasLostIsNotMadeTwice(int code) throws Exception {
    fixture.jira.script(CREATE, fixture.jira.lost(status(code, "<html>oops</html>")));
    ApprovalService service = fixture.open();

    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
    assertThat(fixture.jira.count(CREATE)).isEqualTo(1);
  }

  @Test
  void anIndexThatLagsBehindIsAskedTwiceBeforeAnotherTicketIsMade() throws Exception {
    fixture.jira.script(CREATE, fixture.jira.lost(status(500, "")));
    fixture.jira.lag.set(1);

    fixture.file(fixture.open(), 1);

    assertThat(fixture.tickets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"key\":7}", "{\"key\":\"../../x\"}"})
  void anAnswerThatCannotBeReadIsLookedUp(String answer) throws Exception {
    fixture.jira.script(CREATE, fixture.jira.lost(status(201, answer)));

    fixture.file(fixture.open(), 1);

    assertThat(fixture.tickets()).hasSize(1);
    assertThat(fixture.jira.count(CREATE)).isEqualTo(1);
  }

  @Test
  void aTicketThatWasNotMadeIsMade() throws Exception {
    fixture.jira.script(CREATE, status(503, ""));

    fixture.file(fixture.open(), 1);

    assertThat(fixture.tickets()).hasSize(1);
    assertThat(fixture.jira.count(CREATE)).isEqualTo(2);
  }

  @Test
  void aSlowJiraIsLeftInTime() {
    fixture.jira.script(CREATE, silent(4000), silent(4000), silent(4000));
    long begin = System.nanoTime();

    RefusedException refused = refusal(fixture.open("timeout", "1s", "purpose.check", "false"));

    assertThat(refused.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    String endless = "{\"key\":\"JIT-1\",\"x\":\"" + "x".repeat(2 << 20) + "\"}";
    fixture.jira.script(CREATE, status(201, endless), status(201, endless));

    assertThat(refusal(fixture.open("timeout", "5s")).state()).isEqualTo(SqlState.UNREACHABLE);
  }

  @Test
  void whatJiraComplainsOfIsSaidAndTheRequestWithdrawn() throws Exception {
    fixture.jira.script(
        CREATE,
        status(
            400,
            "{\"errorMessages\":[],\"errors\":{\"labels\":\"Field 'labels' cannot be set. "
                + FakeJira.TOKEN
                + "\"}}"));
    ApprovalService service = fixture.open();

    assertThat(refusal(service))
        .hasMessageContaining("status 400")
        .hasMessageContaining("Field 'labels' cannot be set")
        .hasMessageContaining("jit.approval.jira");
    assertThat(service.desk().orElseThrow().open()).isEmpty();
    assertThat(fixture.jira.count(CREATE)).isEqualTo(1);
  }

  @Test
  void aWrongTokenIsRefused() {
    fixture.jira.authorization = "Basic other";

    assertThat(refusal(fixture.open("purpose.check", "false"))).hasMessageContaining("status 401");
  }

  @Test
  void aTokenOfItsOwnIsABearers() throws Exception {
    fixture.jira.authorization = "Bearer " + FakeJira.TOKEN;

    fixture.file(fixture.open("user", ""), 1);

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void theTokensFileIsReadAgain() throws Exception {
    Path file = directory.resolve("token");
    ApprovalService service = fixture.open("token", "", "token.file", file.toString());
    assertThat(refusal(service)).hasMessageContaining("token cannot be read");

    java.nio.file.Files.writeString(file, FakeJira.TOKEN + "\n");

    fixture.file(service, 1);
    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void dataCenterIsSearchedAtItsOwnPlace() throws Exception {
    fixture.jira.cloud = false;
    fixture.jira.script(CREATE, fixture.jira.lost(status(500, "")));

    fixture.file(fixture.open("edition", "data-center"), 1);

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void aRequestIsFoundByTheWordInItsSummary() throws Exception {
    fixture.jira.script("POST /rest/servicedeskapi/request", fixture.jira.lost(status(500, "")));

    fixture.file(fixture.openDesk(), 1);

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void whoStopsWaitingIsNotHeldUp() throws Exception {
    fixture.jira.script("GET /rest/api/2/issue/TICKET-7", silent(3000));
    ApprovalService service = fixture.open();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fixture.file(service, 1))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.state()).isEqualTo(SqlState.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(List.copyOf(fixture.tickets())).isEmpty();
  }
}
