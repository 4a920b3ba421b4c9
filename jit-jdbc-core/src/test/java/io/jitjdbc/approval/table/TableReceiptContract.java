package io.jitjdbc.approval.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.ReceiptContract;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table on one product; every book here is like one of another process. */
abstract class TableReceiptContract extends ReceiptContract {
  private static final StoreSettings STORE = new StoreSettings("", "the requests");

  private final DatabaseProduct product;
  // None where this machine cannot serve the product.
  private TestDatabase database;

  TableReceiptContract(DatabaseProduct product) {
    this.product = product;
  }

  @Override
  protected RequestBook book() throws SQLException {
    database = TestDatabases.open(product);
    return sameBook();
  }

  @Override
  protected RequestBook sameBook() {
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    return TableBook.in(STORE.open(values, TableSchema.VERSIONS), "jit.approval.table.url");
  }

  @AfterEach
  void dropsTheDatabase() throws SQLException {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void whatIsForgottenIsDeleted() throws Exception {
    usesKeysUntilTheFirstIsForgotten();

    try (Connection connection = database.connect();
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM jit_receipt")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(2);
    }
  }
}
