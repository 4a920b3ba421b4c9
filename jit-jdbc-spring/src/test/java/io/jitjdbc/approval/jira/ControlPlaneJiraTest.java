package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.spring.server.RunningControlPlane;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People answer in Jira what drivers ask the control plane. */
class ControlPlaneJiraTest {
  private static final Subject ANN = person("ann", "dba");
  private static final Subject DORA = person("dora", "dba");

  private final TestIssuer issuer = TestIssuer.start();
  private JiraFixture fixture;
  private TestDatabase database;
  private RunningControlPlane controlPlane;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    fixture = new JiraFixture(directory, new MutableClock());
    fixture.knows(ANN, DORA);
    database = TestDatabases.open(DatabaseProduct.H2);
    var properties = new HashMap<String, String>();
    properties.put("jit.server.approvals", "jira");
    Map.of(
            "address", fixture.jira.address(),
            "user", "robot@example.com",
            "token", FakeJira.TOKEN,
            "approvers.file", fixture.peopleFile().toString(),
            "way", "issue",
            "project", "JIT",
            "poll", "1s")
        .forEach((name, value) -> properties.put("jit.server.approval.jira." + name, value));
    controlPlane =
        RunningControlPlane.start(
            database, issuer, ANN.issuer(), InstantSource.system(), properties);
  }

  @AfterEach
  void stop() throws Exception {
    controlPlane.close();
    fixture.close();
    database.close();
    issuer.close();
  }

  @Test
  void aTicketIsAnsweredByTheRulesOfThePage() throws Exception {
    BookApprovals approvals = controlPlane.bean(BookApprovals.class);
    AccessRequest filed = approvals.file(draft("SELECT 1", requirement(1, 1), Instant.now()));
    assertThat(fixture.tickets()).hasSize(1);

    fixture.move("ann", "Approved");
    fixture.move("dora", "Approved");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(approvals.find(filed.id()).state().status()).isEqualTo(Status.APPROVED));
    assertThat(approvals.find(filed.id()).state().answers())
        .extracting(RequestState.Answer::approverName)
        .containsExactly("dora");
    assertThat(fixture.comments(fixture.ticket(), 1)).isNotEmpty();
    assertThat(fixture.tickets()).hasSize(1);
  }
}
