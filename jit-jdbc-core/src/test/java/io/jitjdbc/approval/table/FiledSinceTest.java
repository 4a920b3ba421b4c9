package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was asked lately, in every book. */
class FiledSinceTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject EVE = person("eve", "analysts");
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  private static RequestBook table(TestDatabase database) {
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    return TableBooks.open(new StoreSettings("", "the requests"), values);
  }

  @Test
  void isToldByMemory() throws Exception {
    isTold(new MemoryBook());
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isToldByTables(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product)) {
      isTold(table(database));
    }
  }

  private static void isTold(RequestBook book) throws Exception {
    try (var approvals = new BookApprovals(book, Channel.NONE, Duration.ofMillis(10), () -> NOON)) {
      for (int minute = 5; minute >= 0; minute--) {
        Subject who = minute == 2 ? EVE : ANN;
        Instant at = NOON.minus(Duration.ofMinutes(minute));
        approvals.file(draft(who, who, "SELECT " + minute, requirement(2, 1), at));
      }
      String newest = book.filedSince(NOON, Optional.empty(), 1).get(0).request().id();
      approvals.answer(newest, person("dora", "dba"), true, "");
      approvals.answer(newest, person("sam", "security"), true, "");

      Instant since = NOON.minus(Duration.ofMinutes(4));
      assertThat(minutes(book.filedSince(since, Optional.empty(), 10)))
          .containsExactly(0, 1, 2, 3, 4);
      assertThat(minutes(book.filedSince(since, Optional.of(ANN), 10))).containsExactly(0, 1, 3, 4);
      assertThat(minutes(book.filedSince(since, Optional.empty(), 2))).containsExactly(0, 1);
      assertThat(book.filedSince(since, Optional.empty(), 1).get(0).answers()).hasSize(2);
    }
  }

  private static List<Integer> minutes(List<RequestProgress> filed) {
    return filed.stream()
        .map(one -> (int) Duration.between(one.request().filedAt(), NOON).toMinutes())
        .toList();
  }
}
