package io.jitjdbc.approval.service;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.SQLException;
import java.util.Map;

/** The table of a service. */
final class ServiceTable {
  private ServiceTable() {}

  static TestDatabase open() throws SQLException {
    return TestDatabases.open(DatabaseProduct.H2);
  }

  static RequestBook book(TestDatabase database) {
    Map<String, String> login =
        Map.of("url", database.jdbcUrl(), "user", database.user(), "password", database.password());
    return TableBooks.open(
        new StoreSettings("", "the requests"), SettingValues.of("service.", login));
  }
}
