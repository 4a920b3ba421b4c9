package io.jitjdbc.credential.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.Reservation;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.LeaseBookContract;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.Together;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table on one product; every book here is like one of another process. */
abstract class TableLeaseBookContract extends LeaseBookContract {
  private static final StoreSettings STORE = new StoreSettings("store.", "the leases");

  private final DatabaseProduct product;
  private final List<LeaseBook> others = new ArrayList<>();
  // None where this machine cannot serve the product.
  private TestDatabase database;

  TableLeaseBookContract(DatabaseProduct product) {
    this.product = product;
  }

  @Override
  protected LeaseBook book() throws SQLException {
    database = TestDatabases.open(product);
    return open("true");
  }

  @Override
  protected LeaseBook sameBook() {
    return open("true");
  }

  private synchronized LeaseBook open(String create) {
    LeaseBook other =
        TableLeaseBook.open(
            STORE,
            SettingValues.of(
                "leases.",
                Map.of(
                    "store.url", database.jdbcUrl(),
                    "store.user", database.user(),
                    "store.password", database.password(),
                    "store.create", create)));
    others.add(other);
    return other;
  }

  @AfterEach
  void dropsTheDatabase() throws SQLException {
    others.forEach(LeaseBook::close);
    if (database != null) {
      database.close();
    }
  }

  @Test
  void manyProcessesMakeTheTableAtOnce() throws Exception {
    List<LeaseBook> fresh = IntStream.range(0, 6).mapToObj(i -> open("true")).toList();

    List<Boolean> taken =
        Together.run(
            6,
            i ->
                () ->
                    fresh
                        .get(i)
                        .reserve(new Reservation("lease" + i, "key", "a", NOW.plusSeconds(9)), NOW)
                        .isPresent());

    assertThat(taken).containsOnlyOnce(false);
  }

  @Test
  void withoutATableAndTheRightToMakeItItSaysWhichSettingToCheck() {
    LeaseBook reader = open("false");

    assertThatThrownBy(() -> reader.find("lease", NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE))
        .hasMessageContaining("leases.store.url")
        .hasMessageNotContaining(database.jdbcUrl())
        .hasMessageNotContaining(database.password())
        .hasNoCause();
  }

  @Test
  void aRowThatWasChangedFromOutsideIsRefused() throws Exception {
    book.reserve(new Reservation("lease", "key", "a", NOW.plusSeconds(9)), NOW);
    database.run(
        "UPDATE jit_lease SET state = 'living', due = " + Long.MAX_VALUE + ", holder = '7'");

    assertThatThrownBy(() -> book.find("lease", NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("22000");
  }

  @Test
  void afterCloseItRefuses() {
    book.close();

    assertThatThrownBy(() -> book.living(NOW, "", 1)).isInstanceOf(RefusedException.class);
  }

  @Test
  void findsNothingWhereNothingIs() throws RefusedException {
    assertThat(book.find("' OR '1' = '1", NOW)).isEqualTo(Optional.empty());
  }
}
