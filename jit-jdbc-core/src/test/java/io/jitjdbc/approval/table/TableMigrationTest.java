package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.Store;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that an earlier release made are changed, whoever comes first, and lose nothing. */
class TableMigrationTest {
  private static final List<String> LATER =
      List.of(
          "terms",
          "emergency",
          "ended_by",
          "ended_because",
          "ended_at",
          "returned",
          "reminded_at",
          "escalated_at",
          "used_at");

  private static Store store(TestDatabase database) {
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    return new StoreSettings("", "the requests").open(values, TableSchema.VERSIONS);
  }

  private static BookApprovals approvals(TestDatabase database) {
    return new BookApprovals(
        TableBook.in(store(database), "url"),
        Channel.NONE,
        Duration.ofMillis(10),
        InstantSource.system());
  }

  /** The first release's tables, with a request that waits. */
  private static AccessRequest past(TestDatabase database) throws Exception {
    AccessRequest filed;
    try (BookApprovals approvals = approvals(database)) {
      var now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
      filed = approvals.file(draft("SELECT 1", requirement(2, 1), now));
      approvals.answer(filed.id(), person("dora", "dba"), true, "fine");
    }
    for (String column : LATER) {
      database.run("ALTER TABLE jit_request DROP COLUMN " + column);
    }
    database.run("ALTER TABLE jit_answer DROP COLUMN absent");
    database.run("ALTER TABLE jit_answer DROP COLUMN evidence");
    database.run("DROP TABLE jit_delegation");
    database.run("DROP TABLE jit_receipt");
    return filed;
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void keepsWhatWasFiledBefore(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product)) {
      AccessRequest filed = past(database);
      try (BookApprovals approvals = approvals(database)) {
        assertThat(approvals.find(filed.id()).request()).isEqualTo(filed);
        assertThat(approvals.answer(filed.id(), person("sam", "security"), true, "").status())
            .isEqualTo(Status.APPROVED);
        assertThat(approvals.consume(filed.id())).isPresent();
        assertThat(approvals.state(filed.id()).overSince()).isPresent();
        database.run("UPDATE jit_request SET used_at = NULL");
        assertThat(approvals.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
        assertThat(approvals.state(filed.id()).overSince()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void makesRoomForSignaturesAndKeepsThem(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product)) {
      AccessRequest filed = past(database);
      try (BookApprovals approvals = approvals(database)) {
        approvals.answer(filed.id(), person("sam", "security"), new Verdict(true, "", "a.b.c"));

        assertThat(approvals.find(filed.id()).state().answers())
            .extracting(Answer::evidence)
            .containsExactly("", "a.b.c");
        assertThat(approvals.consume(filed.id()).orElseThrow().evidence()).containsExactly("a.b.c");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isDoneOnceByWhoeverComesFirst(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product)) {
      AccessRequest filed = past(database);
      var services = new ArrayList<BookApprovals>();
      for (int i = 0; i < 4; i++) {
        services.add(approvals(database));
      }
      List<AccessRequest> found =
          Together.run(4, i -> () -> services.get(i).find(filed.id()).request());
      services.forEach(BookApprovals::close);

      assertThat(found).containsOnly(filed);
    }
  }
}
