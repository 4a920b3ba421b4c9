package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever dies between two steps, the requester, the approver or the database: people find a
 * request that they understand and can finish.
 */
class KilledInBetweenTest {
  private static final long SEED = 20_301_128;
  private static final int ROUNDS = 12;

  @TempDir private Path directory;
  private final int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
  private final List<Process> processes = new ArrayList<>();
  private Server server;
  private ApprovalService service;

  @BeforeEach
  void open() throws SQLException {
    startDatabase();
    service = service(url());
  }

  private void startDatabase() throws SQLException {
    server =
        Server.createTcpServer(
                "-tcpPort",
                Integer.toString(port),
                "-ifNotExists",
                "-baseDir",
                directory.toString())
            .start();
  }

  private String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + port + "/approvals;WRITE_DELAY=0";
  }

  private static ApprovalService service(String url) {
    return new TableApprovalsProvider()
        .create(
            SettingValues.of(
                "jit.approval.table.", Map.of("url", url, "user", "sa", "password", "sa")));
  }

  @AfterEach
  void close() {
    processes.forEach(Process::destroyForcibly);
    service.close();
    server.stop();
  }

  /** Runs in the other process: asks and waits, or answers. */
  public static void main(String[] arguments) throws Exception {
    ApprovalService service = service(arguments[0]);
    if (arguments[1].equals("ask")) {
      AccessRequest filed = service.file(draft(arguments[2], requirement(1, 1), Instant.now()));
      System.out.println(filed.id());
      while (service.state(filed.id()).status() == Status.REQUESTED) {
        Thread.sleep(20);
      }
    } else {
      // The first question makes the connection, so that the answer itself is what is cut short.
      service.state(arguments[2]);
      System.out.println("ready");
      service.desk().orElseThrow().answer(arguments[2], person("dora", "dba"), true, "fine");
    }
    System.exit(0);
  }

  private Process start(String role, String what) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledInBetweenTest.class.getName(),
                url(),
                role,
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  private RequestState approve(String id) throws RefusedException {
    return service.desk().orElseThrow().answer(id, person("dora", "dba"), true, "fine");
  }

  @Test
  void whatTheRequesterAskedBeforeItWasKilledIsAnsweredAndUsedBySomebodyWhoAsksTheSame()
      throws Exception {
    Process requester = start("ask", "SELECT 1");
    String id = requester.inputReader().readLine();
    requester.destroyForcibly().waitFor();

    assertThat(service.desk().orElseThrow().open())
        .singleElement()
        .satisfies(entry -> assertThat(entry.request().id()).isEqualTo(id));
    assertThat(approve(id).status()).isEqualTo(Status.APPROVED);

    AccessRequest again = service.file(draft("SELECT 1", requirement(1, 1), Instant.now()));
    assertThat(again.id()).isEqualTo(id);
    assertThat(service.consume(id)).isPresent();
  }

  @Test
  void anAnswerIsThereOrNotHoweverEarlyTheApproverIsKilled() throws Exception {
    var random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      AccessRequest filed = service.file(draft("SELECT " + i, requirement(1, 1), Instant.now()));
      Process approver = start("answer", filed.id());
      approver.inputReader().readLine();
      Thread.sleep(random.nextInt(40));
      approver.destroyForcibly().waitFor();

      RequestState state = service.state(filed.id());
      if (state.status() == Status.REQUESTED) {
        assertThat(state.answers()).isEmpty();
        state = approve(filed.id());
      }
      assertThat(state.status()).isEqualTo(Status.APPROVED);
      assertThat(state.answers()).hasSize(1);
      assertThat(service.consume(filed.id())).isPresent();
    }
  }

  @Test
  void aDatabaseThatIsKilledTakesNoRequestWithIt() throws Exception {
    AccessRequest open = service.file(draft("SELECT 1", requirement(1, 1), Instant.now()));
    AccessRequest approved = service.file(draft("SELECT 2", requirement(1, 1), Instant.now()));
    approve(approved.id());

    kill();
    assertThatThrownBy(() -> service.state(open.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval.table.url");
    assertThatThrownBy(() -> service.consume(approved.id())).isInstanceOf(RefusedException.class);
    startDatabase();

    assertThat(service.state(open.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(approve(open.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(service.consume(approved.id())).isPresent();
    assertThat(service.consume(approved.id())).isEmpty();
  }

  /** Without a word to those who are connected, and without tidying up. */
  private void kill() throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "sa", "sa");
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      // It is gone before it can answer.
    }
    server.stop();
  }
}
