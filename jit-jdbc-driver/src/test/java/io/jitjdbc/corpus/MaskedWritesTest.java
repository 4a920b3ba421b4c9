package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;

/** What was read as a mask is never written over the value. */
class MaskedWritesTest {
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  private static String shownEmail(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers WHERE id = 1")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void isRefused(DatabaseProduct product, String sql) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "Other");
      statement.setString(2, shownEmail(connection));
      Refusal.of(statement::executeUpdate);
      statement.addBatch();
      Refusal.of(statement::executeBatch);
    }
    assertThat(database.dump()).isEqualTo(database.pristine());
  }

  @OnEveryServer
  void refuseARowWrittenWhole(DatabaseProduct product) throws Exception {
    isRefused(product, "UPDATE customers SET name = ?, email = ? WHERE id = 1");
  }

  @OnEveryServer
  void refuseAMaskAsTheOldValueOfALock(DatabaseProduct product) throws Exception {
    isRefused(product, "UPDATE customers SET name = ? WHERE id = 1 AND email = ?");
  }

  @OnEveryServer
  void refuseAMergeOfWhatWasRead(DatabaseProduct product) throws Exception {
    isRefused(
        product,
        switch (product) {
          case H2 ->
              """
              MERGE INTO customers c USING (SELECT 1 AS id) s ON c.id = s.id
              WHEN MATCHED THEN UPDATE SET name = ?, email = ?
              """;
          case POSTGRESQL ->
              """
              INSERT INTO customers (id, name) VALUES (1, ?)
              ON CONFLICT (id) DO UPDATE SET email = ?
              """;
          case MARIADB, MYSQL ->
              """
              INSERT INTO customers (id, name) VALUES (1, ?)
              ON DUPLICATE KEY UPDATE email = ?
              """;
        });
  }
}
