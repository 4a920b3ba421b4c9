package io.jitjdbc.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** H2 needs no server: every database lives in memory under a name of its own. */
final class InMemoryH2 {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private InMemoryH2() {}

  static TestDatabase open() throws SQLException {
    String url = "jdbc:h2:mem:db_" + DATABASES.incrementAndGet();
    TestLogin administrator = TestLogin.withRandomPassword("SA");
    // The open connection keeps the database alive. DB_CLOSE_DELAY in the URL would do so too, but
    // H2 lets administrators alone connect with it.
    Connection keeper =
        DriverManager.getConnection(url, administrator.user(), administrator.password());
    return new TestDatabase(DatabaseProduct.H2, url, administrator, () -> shutDown(keeper));
  }

  private static void shutDown(Connection keeper) throws SQLException {
    if (keeper.isClosed()) {
      return;
    }
    try (keeper;
        Statement statement = keeper.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }
}
