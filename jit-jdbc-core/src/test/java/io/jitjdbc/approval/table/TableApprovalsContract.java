package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table on one product; every service here is like one of another process. */
abstract class TableApprovalsContract extends ApprovalServiceContract {
  private static final StoreSettings STORE = new StoreSettings("", "the requests");

  private final DatabaseProduct product;
  private final List<ApprovalService> others = new ArrayList<>();
  // None where this machine cannot serve the product.
  private TestDatabase database;

  TableApprovalsContract(DatabaseProduct product) {
    this.product = product;
  }

  @Override
  protected ApprovalService service(InstantSource clock) throws SQLException {
    database = TestDatabases.open(product);
    return another(true, clock);
  }

  @AfterEach
  void dropsTheDatabase() throws SQLException {
    others.forEach(ApprovalService::close);
    if (database != null) {
      database.close();
    }
  }

  @Test
  void processesShareRequests() throws RefusedException {
    AccessRequest filed = file(1, 1);
    ApprovalService other = another(true, clock);

    other.desk().orElseThrow().answer(filed.id(), person("dora", "dba"), true, "");

    assertThat(service.consume(filed.id())).isPresent();
    assertThat(other.consume(filed.id())).isEmpty();
    assertThat(other.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
  }

  @Test
  void manyProcessesCreateTheTablesAtOnceAndShareOneRequest() throws Exception {
    List<ApprovalService> fresh =
        IntStream.range(0, 6).mapToObj(i -> another(true, clock)).toList();

    List<String> ids =
        Together.run(
            6, i -> () -> fresh.get(i).file(draft(SQL, requirement(1, 1), clock.instant())).id());

    assertThat(ids).containsOnly(ids.get(0));
    assertThat(desk.open()).hasSize(1);
  }

  @Test
  void ofManyProcessesEachAnswerAndEachUseCountsOnce() throws Exception {
    AccessRequest filed = file(2, 7);
    List<ApprovalService> processes =
        IntStream.range(0, 8).mapToObj(i -> another(true, clock)).toList();

    Together.run(8, i -> () -> answer(processes.get(i), filed, person("approver-" + i, "dba")));
    List<List<String>> uses = Together.run(8, i -> () -> useUp(processes.get(i), filed));

    assertThat(desk.find(filed.id()).state().answers()).hasSize(2);
    assertThat(uses.stream().flatMap(List::stream)).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void goesOnAfterItsConnectionWasLost() throws Exception {
    AccessRequest filed = file(1, 1);
    endSessions();

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void withoutTablesAndTheRightToCreateThemItRefusesWithTheSettingToCheck() {
    ApprovalService reader = another(false, clock);

    assertThatThrownBy(() -> reader.file(draft(SQL, requirement(1, 1), clock.instant())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval.table.url")
        .hasMessageNotContaining(database.jdbcUrl())
        .hasMessageNotContaining(database.password())
        .hasNoCause();
  }

  @Test
  void aRowWhoseBindingWasChangedIsRefused() throws Exception {
    AccessRequest filed = file(1, 1);
    database.run("UPDATE jit_request SET statement_digest = 'another statement'");

    assertThatThrownBy(() -> service.state(filed.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("22000");
  }

  @Test
  void afterCloseItRefuses() throws RefusedException {
    AccessRequest filed = file(1, 1);
    service.close();

    assertThatThrownBy(() -> service.state(filed.id())).isInstanceOf(RefusedException.class);
    service.cancel(filed.id());
  }

  private static boolean answer(ApprovalService process, AccessRequest request, Subject approver) {
    try {
      process.desk().orElseThrow().answer(request.id(), approver, true, "");
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static List<String> useUp(ApprovalService process, AccessRequest request)
      throws RefusedException {
    var taken = new ArrayList<String>();
    Optional<Approval> use = process.consume(request.id());
    while (use.isPresent()) {
      taken.add(use.get().id());
      use = process.consume(request.id());
    }
    return taken;
  }

  private void endSessions() throws SQLException {
    String own =
        switch (product) {
          // The oldest one keeps the database in memory.
          case H2 ->
              "SELECT session_id FROM information_schema.sessions WHERE session_id <> session_id()"
                  + " AND session_id > (SELECT MIN(session_id) FROM information_schema.sessions)";
          case POSTGRESQL ->
              "SELECT pid FROM pg_stat_activity"
                  + " WHERE pid <> pg_backend_pid() AND datname = current_database()";
          case MARIADB, MYSQL ->
              "SELECT id FROM information_schema.processlist"
                  + " WHERE id <> connection_id() AND db = database()";
        };
    String end =
        switch (product) {
          case H2 -> "CALL ABORT_SESSION(%d)";
          case POSTGRESQL -> "SELECT pg_terminate_backend(%d)";
          case MARIADB, MYSQL -> "KILL %d";
        };
    try (Connection connection = database.connect();
        ResultSet sessions = connection.createStatement().executeQuery(own)) {
      while (sessions.next()) {
        connection.createStatement().execute(end.formatted(sessions.getInt(1)));
      }
    }
  }

  private ApprovalService another(boolean create, InstantSource time) {
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password(),
                "create", Boolean.toString(create)));
    var book = TableBook.in(STORE.open(values, TableSchema.VERSIONS), "jit.approval.table.url");
    var other = new BookApprovals(book, Channel.NONE, Duration.ofMillis(10), time);
    others.add(other);
    return other;
  }
}
