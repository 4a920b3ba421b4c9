package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that share a table race for an approval, and some of them die. */
class RacingProcessesTest {
  private static final int PROCESSES = 16;

  private final List<ApprovingJvm> processes = new ArrayList<>();
  private TestDatabase database;
  private BookApprovals approvals;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    var store = new StoreSettings("", "the requests").open(values, TableSchema.VERSIONS);
    approvals =
        new BookApprovals(
            TableBook.in(store, "url"),
            Channel.NONE,
            Duration.ofMillis(50),
            InstantSource.system());
  }

  @AfterEach
  void close() throws Exception {
    processes.forEach(ApprovingJvm::close);
    approvals.close();
    database.close();
  }

  private AccessRequest approved(int uses) throws Exception {
    var now = InstantSource.system().instant();
    AccessRequest filed = approvals.file(draft("SELECT 1", requirement(1, uses), now));
    approvals.answer(filed.id(), person("dora", "dba"), true, "fine");
    return filed;
  }

  private void start(int count, AccessRequest request) throws IOException {
    for (int i = 0; i < count; i++) {
      processes.add(
          ApprovingJvm.start(
              database.jdbcUrl(), database.user(), database.password(), request.id()));
    }
    for (ApprovingJvm process : processes) {
      assertThat(process.says()).isEqualTo("ready");
    }
  }

  @Test
  void ofSixteenForOneUseExactlyOneGetsIt() throws Exception {
    AccessRequest request = approved(1);
    start(PROCESSES, request);

    for (ApprovingJvm process : processes) {
      process.goOn();
    }
    var words = new ArrayList<String>();
    for (ApprovingJvm process : processes) {
      words.add(process.says());
    }

    assertThat(words).hasSize(PROCESSES).containsOnly("used", "none").containsOnlyOnce("used");
    assertThat(approvals.state(request.id()).status()).isEqualTo(Status.CONSUMED);
  }

  @Test
  void whoIsKilledBeforeItsUseTakesNone() throws Exception {
    AccessRequest request = approved(1);
    start(2, request);

    processes.get(0).kill();
    processes.get(1).goOn();

    assertThat(processes.get(1).says()).isEqualTo("used");
  }

  @Test
  void aUseOfWhoIsKilledAfterwardsIsUsedUpAndPeopleSeeThat() throws Exception {
    AccessRequest request = approved(1);
    start(1, request);
    processes.get(0).goOn();
    assertThat(processes.get(0).says()).isEqualTo("used");

    processes.get(0).kill();

    assertThat(approvals.find(request.id()).state().status()).isEqualTo(Status.CONSUMED);
    assertThat(approvals.consume(request.id())).isEmpty();
    var now = InstantSource.system().instant();
    assertThat(approvals.file(draft("SELECT 1", requirement(1, 1), now)).id())
        .isNotEqualTo(request.id());
  }
}
