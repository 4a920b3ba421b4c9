package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.function.Executable;

/** A text is decided however it is executed, and leaves nothing behind when it is refused. */
class BatchesTest {
  private static final String COPY = "INSERT INTO scratch SELECT id, ssn FROM customers";
  private static final String SELECT = "SELECT ssn FROM customers";
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  @OnEveryServer
  void copyNothing(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO scratch VALUES (1, 'x')");
      statement.addBatch(COPY);
      Refusal.of(statement::executeBatch);
      Refusal.of(statement::executeLargeBatch);
      statement.clearBatch();
      assertThat(statement.executeBatch()).isEmpty();
      try (PreparedStatement prepared = connection.prepareStatement(COPY)) {
        prepared.addBatch();
        Refusal.of(prepared::executeBatch);
      }
    }
    assertThat(database.dump()).isEqualTo(database.pristine());
  }

  @OnEveryServer
  void quoteNoStoredRowWhenTheyFail(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(product).connect("analysts");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO customers(id, name, email) VALUES (?, ?, ?)")) {
      insert.setInt(1, 50);
      insert.setString(2, "p");
      insert.setString(3, "zqbob@corp.test");
      insert.addBatch();
      insert.setInt(1, 1);
      insert.addBatch();
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class,
              e -> {
                seen.add("exception", e);
                e.iterator().forEachRemaining(each -> seen.add("iterator", each));
              });
      seen.add("statement", insert.toString());
    }
    assertThat(seen.canary()).isEmpty();
  }

  @OnEveryServer
  void areDecidedAsEveryOtherExecution(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        Statement one = connection.createStatement()) {
      List<Executable> copies = new ArrayList<>();
      copies.add(() -> one.execute(COPY));
      copies.add(() -> one.executeQuery(COPY));
      copies.add(() -> one.executeUpdate(COPY));
      copies.add(() -> one.executeLargeUpdate(COPY));
      copies.add(() -> one.execute(COPY, Statement.RETURN_GENERATED_KEYS));
      copies.add(() -> one.executeUpdate(COPY, new int[] {1}));
      copies.add(() -> one.executeLargeUpdate(COPY, new String[] {"id"}));
      copies.add(() -> connection.prepareStatement(COPY).execute());
      copies.add(() -> connection.prepareStatement(COPY).executeUpdate());
      copies.add(() -> connection.prepareStatement(COPY).executeLargeUpdate());
      for (Executable copy : copies) {
        Refusal.of(copy::execute);
      }
      var seen = new Sightings();
      CellWalk.walk(one.executeQuery(SELECT), SELECT, seen);
      CellWalk.walk(connection.prepareStatement(SELECT).executeQuery(), SELECT, seen);
      one.execute(SELECT);
      CellWalk.walk(one.getResultSet(), SELECT, seen);
      assertThat(seen.canary()).isEmpty();
    }
    assertThat(database.dump()).isEqualTo(database.pristine());
  }

  @OnEveryServer
  void launderNothingInATransactionThatIsRolledBack(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    String back = "SELECT data FROM scratch";
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      var savepoint = connection.setSavepoint();
      Refusal.of(() -> statement.executeUpdate(COPY));
      CellWalk.walk(statement.executeQuery(back), back, seen);
      connection.rollback(savepoint);
      connection.rollback();
    }
    assertThat(seen.canary()).isEmpty();
  }
}
