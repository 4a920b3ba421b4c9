package io.jitjdbc.usage.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import io.jitjdbc.testing.UsageLedgerContract;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tables on one product; every ledger here is like one of another process. */
abstract class TableUsageContract extends UsageLedgerContract {
  private final DatabaseProduct product;
  private final List<UsageLedger> others = new ArrayList<>();
  // None where this machine cannot serve the product.
  protected TestDatabase database;

  TableUsageContract(DatabaseProduct product) {
    this.product = product;
  }

  @Override
  protected UsageLedger ledger(InstantSource clock) throws SQLException {
    database = TestDatabases.open(product);
    return another(Map.of(), clock);
  }

  @AfterEach
  void dropsTheDatabase() throws Exception {
    for (UsageLedger other : others) {
      other.close();
    }
    if (database != null) {
      database.close();
    }
  }

  @Test
  void processesShareWhatIsLeft() throws RefusedException {
    UsageLedger other = another(Map.of(), clock);
    Reservation ours = ledger.reserve(KEY, limit(100), 60);

    assertThat(other.reserve(KEY, limit(100), 60).granted()).isEqualTo(40);
    ledger.giveBack(ours, 10);
    assertThat(other.used(KEY, limit(100))).isEqualTo(90);
  }

  @Test
  void processesShareTheValuesThatAreKnown() throws RefusedException {
    UsageLedger other = another(Map.of(), clock);
    admit(2, 1, 2);

    assertThat(other.admit(KEY, limit(2), digests(3, 2))).isEqualTo(digests(2));
  }

  @Test
  void manyProcessesBeginAtOnceAndShareOneLimit() throws Exception {
    List<UsageLedger> fresh =
        IntStream.range(0, 6).mapToObj(i -> another(Map.of(), clock)).toList();

    List<Long> granted =
        Together.run(6, i -> () -> fresh.get(i).reserve(KEY, limit(100), 30).granted());

    assertThat(granted).containsExactlyInAnyOrder(30L, 30L, 30L, 10L, 0L, 0L);
  }

  @Test
  void theTablesKeepNoMoreThanIsCounted() throws Exception {
    admit(1000, IntStream.range(0, 700).toArray());
    ledger.reserve(key("bob"), limit(100), 10);
    assertThat(count("usage_count")).isEqualTo(2);
    assertThat(count("usage_value")).isEqualTo(700);

    clock.advance(DAY.plus(SLOT));
    // Some at a time: nobody waits for all the others' rows to be deleted.
    ledger.reserve(key("carl"), limit(100), 10);
    assertThat(count("usage_value")).isEqualTo(200);
    ledger.reserve(key("dora"), limit(100), 10);

    assertThat(count("usage_count")).isEqualTo(2);
    assertThat(count("usage_value")).isZero();
  }

  @Test
  void valuesThatAreOverGoWhenOthersCome() throws Exception {
    admit(1000, IntStream.range(0, 90).toArray());
    clock.advance(DAY.plus(SLOT));

    admit(1000, 1, 200);

    assertThat(count("usage_value")).isEqualTo(2);
  }

  @Test
  void whoDeletesAKeysCountsLetsItBeginAtZero() throws Exception {
    admit(2, 1, 2);
    database.run("DELETE FROM jit_usage_count");

    assertThat(admit(2, 1, 3, 2)).isEqualTo(digests(1, 3));
    assertThat(used(2)).isEqualTo(2);
  }

  @Test
  void peopleCanReadWhoUsedHowMuch() throws Exception {
    take(42, 100);

    try (Connection connection = database.connect();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT subject, budget, target, used FROM jit_usage_count")) {
      assertThat(row.next()).isTrue();
      assertThat(List.of(row.getString(1), row.getString(2), row.getString(3)))
          .containsExactly(KEY.subject(), KEY.budget(), KEY.target());
      assertThat(row.getLong(4)).isEqualTo(42);
    }
  }

  @Test
  void keysOfAnyLengthAreCounted() throws RefusedException {
    var longKey =
        new UsageKey("s".repeat(5000), "\u00fc\ud83d\ude00".repeat(1000), "t".repeat(5000));

    ledger.reserve(longKey, limit(100), 60);

    assertThat(ledger.reserve(longKey, limit(100), 60).granted()).isEqualTo(40);
  }

  @Test
  void withoutTablesAndTheRightToCreateThemItRefusesWithTheSettingToCheck() {
    UsageLedger reader = another(Map.of("create", "false"), clock);

    assertThatThrownBy(() -> reader.reserve(KEY, limit(100), 1))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .hasMessageContaining("jit.usage.table.url")
        .hasMessageNotContaining(database.jdbcUrl())
        .hasMessageNotContaining(database.password())
        .hasMessageNotContaining("usage_count")
        .hasNoCause();
  }

  @Test
  void aRowThatWasChangedFromOutsideIsRefused() throws Exception {
    for (String slots : List.of("1:2", "a:b:c", "1:2:-3")) {
      take(1, 100);
      database.run("UPDATE jit_usage_count SET slots = '" + slots + "'");

      assertThatThrownBy(() -> take(1, 100))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("22000");
      database.run("DELETE FROM jit_usage_count");
    }
  }

  @Test
  void afterCloseItRefusesAndGivesBackSilently() throws Exception {
    Reservation reservation = ledger.reserve(KEY, limit(100), 10);
    ledger.close();

    assertThatThrownBy(() -> take(1, 100)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> admit(1, 1)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> used(1)).isInstanceOf(RefusedException.class);
    ledger.giveBack(reservation, 10);
  }

  /** A ledger with more settings than where the tables are. */
  protected final UsageLedger another(Map<String, String> more, InstantSource time) {
    var texts = settings();
    texts.putAll(more);
    UsageLedger other =
        new TableUsageProvider().create(SettingValues.of("jit.usage.table.", texts), time);
    others.add(other);
    return other;
  }

  protected final Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "url", database.jdbcUrl(), "user", database.user(), "password", database.password()));
  }

  private static UsageKey key(String subject) {
    return new UsageKey(subject, KEY.budget(), KEY.target());
  }

  private long count(String table) throws SQLException {
    try (Connection connection = database.connect();
        ResultSet row =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM jit_" + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
