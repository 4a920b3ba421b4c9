package io.jitjdbc.approval.book;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.Notice.Kind;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Reminding;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told again, and that one process only says so. */
class NoticesTest {
  private static final Duration TEN = Duration.ofMinutes(10);

  private final MutableClock clock = new MutableClock();
  private final List<Notice> heard = new CopyOnWriteArrayList<>();
  private final List<BookApprovals> processes = new ArrayList<>();

  private final class Listening implements Channel {
    @Override
    public void asked(AccessRequest request) {}

    @Override
    public void changed(AccessRequest request, RequestState state) {}

    @Override
    public boolean givesNotice() {
      return true;
    }

    @Override
    public void noticed(AccessRequest request, Notice notice) {
      heard.add(notice);
    }

    @Override
    public void close() {}
  }

  private BookApprovals process(RequestBook book, Channel channel, InstantSource time) {
    var process = new BookApprovals(book, channel, Duration.ofMillis(10), time);
    processes.add(process);
    return process;
  }

  private BookApprovals process() {
    return process(new MemoryBook(), new Listening(), clock);
  }

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

  private AccessRequest file(BookApprovals process) throws RefusedException {
    return process.file(
        draft(
            "SELECT 1",
            Reminding.terms(TEN, Duration.ofMinutes(25), Duration.ofHours(2)),
            clock.instant()));
  }

  @AfterEach
  void closesThem() {
    processes.forEach(BookApprovals::close);
  }

  private List<Kind> kinds() {
    return heard.stream().map(Notice::kind).toList();
  }

  @Test
  void whoeverWaitsHasThemTold() throws RefusedException {
    BookApprovals process = process();
    AccessRequest filed = file(process);
    process.state(filed.id());
    assertThat(heard).isEmpty();

    for (int minute = 1; minute <= 30; minute++) {
      clock.advance(Duration.ofMinutes(1));
      process.state(filed.id());
      process.state(filed.id());
    }

    assertThat(kinds())
        .containsExactly(Kind.REMINDED, Kind.REMINDED, Kind.ESCALATED, Kind.REMINDED);
  }

  @Test
  void soDoesWhoeverLooksAtTheDesk() throws RefusedException {
    BookApprovals process = process();
    file(process);
    clock.advance(TEN);

    process.open();
    process.open();

    assertThat(kinds()).containsExactly(Kind.REMINDED);
  }

  @Test
  void whatNobodyLookedAtForLongIsToldOnce() throws RefusedException {
    BookApprovals process = process();
    AccessRequest filed = file(process);
    clock.advance(Duration.ofMinutes(45));

    process.state(filed.id());

    assertThat(kinds()).containsExactly(Kind.ESCALATED, Kind.REMINDED);
  }

  @Test
  void nobodyIsToldAfterTheEnd() throws RefusedException {
    BookApprovals process = process();
    AccessRequest filed = file(process);
    process.answer(filed.id(), person("lee", "leads"), false, "no");
    clock.advance(TEN);

    process.state(filed.id());
    process.open();

    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void amongProcessesOneTells(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product)) {
      for (int i = 0; i < 4; i++) {
        process(table(database), new Listening(), clock);
      }
      AccessRequest filed = file(processes.get(0));
      for (int round = 0; round < 3; round++) {
        clock.advance(TEN);
        Together.run(4, i -> () -> processes.get(i).state(filed.id()));
      }
      closesThem();
      processes.clear();

      assertThat(kinds())
          .containsExactlyInAnyOrder(Kind.REMINDED, Kind.REMINDED, Kind.REMINDED, Kind.ESCALATED);
    }
  }

  @Test
  void whoTellsNobodyLeavesItToOthers() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      BookApprovals desk = process(table(database), Channel.NONE, clock);
      BookApprovals telling = process(table(database), new Listening(), clock);
      AccessRequest filed = file(telling);
      clock.advance(TEN);
      desk.open();
      desk.state(filed.id());
      assertThat(heard).isEmpty();

      telling.state(filed.id());

      assertThat(kinds()).containsExactly(Kind.REMINDED);
      closesThem();
      processes.clear();
    }
  }

  @Test
  void aClaimCountsOnlyAsLongAsNothingElseHasHappened() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2);
        RequestBook table = table(database)) {
      for (RequestBook book : List.of(table, new MemoryBook())) {
        BookApprovals process = new BookApprovals(book, Channel.NONE, TEN, clock);
        AccessRequest filed = file(process);
        var seen = book.find(filed.id()).orElseThrow();
        var due = seen.dueNotices(clock.instant().plus(TEN)).get(0);
        process.answer(filed.id(), person("lee", "leads"), true, "");

        assertThat(book.claim(seen, due)).isFalse();
        var now = book.find(filed.id()).orElseThrow();
        assertThat(book.claim(now, due)).isTrue();
        assertThat(book.claim(now, due)).isFalse();
      }
    }
  }

  @Test
  void itIsToldInTimeWhereNobodyLooksAndTheThreadEndsWithTheRequest() throws Exception {
    BookApprovals process = process(new MemoryBook(), new Listening(), InstantSource.system());
    AccessRequest filed =
        process.file(
            draft(
                "SELECT 1",
                Reminding.terms(
                    Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMinutes(1)),
                InstantSource.system().instant()));

    await().until(() -> heard.size() >= 3);
    assertThat(kinds()).startsWith(Kind.REMINDED, Kind.ESCALATED, Kind.REMINDED);
    process.answer(filed.id(), person("lee", "leads"), false, "no");
    int then = heard.size();

    await().until(() -> noticeThreads() == 0);
    assertThat(heard).hasSize(then);
  }

  private static long noticeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jit-approval-notices"))
        .count();
  }
}
