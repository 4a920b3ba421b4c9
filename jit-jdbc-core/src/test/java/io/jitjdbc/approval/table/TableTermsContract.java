package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.ApprovalTermsContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The table on one product keeps the terms. */
abstract class TableTermsContract extends ApprovalTermsContract {
  private final DatabaseProduct product;
  // None where this machine cannot serve the product.
  private TestDatabase database;

  TableTermsContract(DatabaseProduct product) {
    this.product = product;
  }

  @Override
  protected ApprovalService service(InstantSource clock) throws SQLException {
    database = TestDatabases.open(product);
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    var store = new StoreSettings("", "the requests").open(values, TableSchema.VERSIONS);
    return new BookApprovals(
        TableBook.in(store, "jit.approval.table.url"), Channel.NONE, Duration.ofMillis(10), clock);
  }

  @AfterEach
  void dropsTheDatabase() throws SQLException {
    if (database != null) {
      database.close();
    }
  }
}
