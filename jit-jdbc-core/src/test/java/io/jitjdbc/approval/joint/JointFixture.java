package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of requests on H2, and services in front of several of them. */
final class JointFixture implements AutoCloseable {
  private final List<TestDatabase> databases = new ArrayList<>();

  TestDatabase database() throws SQLException {
    TestDatabase database = TestDatabases.open(DatabaseProduct.H2);
    databases.add(database);
    return database;
  }

  ApprovalService table(InstantSource clock) throws SQLException {
    return table(database(), clock);
  }

  /** As one process sees it. */
  static ApprovalService table(TestDatabase database, InstantSource clock) {
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", database.jdbcUrl(),
                "user", database.user(),
                "password", database.password()));
    var book = TableBooks.open(new StoreSettings("", "the requests"), values);
    return new BookApprovals(book, Channel.NONE, Duration.ofMillis(10), clock);
  }

  /** The first is called one, the second two. */
  static JointApprovals joint(ApprovalService... services) {
    List<String> names = List.of("one", "two", "three");
    var named = new LinkedHashMap<String, ApprovalService>();
    for (int i = 0; i < services.length; i++) {
      named.put(names.get(i), services[i]);
    }
    return new JointApprovals(named);
  }

  @Override
  public void close() throws SQLException {
    for (TestDatabase database : databases) {
      database.close();
    }
  }
}
