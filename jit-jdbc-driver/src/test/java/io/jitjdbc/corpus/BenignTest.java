package io.jitjdbc.corpus;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ordinary work returns through the driver what it returns without. */
class BenignTest {
  private CorpusDatabase database;

  @AfterEach
  void close() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> workGoesOnOnH2() throws Exception {
    return work(DatabaseProduct.H2);
  }

  @TestFactory
  Stream<DynamicTest> workGoesOnOnPostgreSql() throws Exception {
    return work(DatabaseProduct.POSTGRESQL);
  }

  @TestFactory
  Stream<DynamicTest> workGoesOnOnMariaDb() throws Exception {
    return work(DatabaseProduct.MARIADB);
  }

  private Stream<DynamicTest> work(DatabaseProduct product) throws Exception {
    database = CorpusDatabase.open(product);
    return CaseFile.cases("benign.yaml", product).stream()
        .map(one -> dynamicTest(one.title(), () -> check(one)));
  }

  private void check(CorpusCase one) throws Exception {
    var problems = new ArrayList<String>();
    if (one.binds().isEmpty()) {
      compare(one, "executed", problems, connection -> results(connection, one));
    }
    compare(one, "prepared", problems, connection -> prepared(connection, one));
    Verdicts.check(one, database.product(), problems);
  }

  @FunctionalInterface
  private interface Running {
    Results on(Connection connection) throws SQLException;
  }

  private Results results(Connection connection, CorpusCase one) throws SQLException {
    return Results.of(connection, database.statements(one));
  }

  private Results prepared(Connection connection, CorpusCase one) throws SQLException {
    return Results.ofPrepared(connection, database.statements(one), one.binds());
  }

  private void compare(CorpusCase one, String how, List<String> problems, Running work)
      throws SQLException, IOException {
    Results expected;
    database.prepare(one);
    try (Connection raw = database.connectRaw()) {
      expected = work.on(raw);
    }
    database.restore();
    database.prepare(one);
    try (Connection enforced = connect(one)) {
      Results actual = work.on(enforced);
      if (one.repeats() ? !actual.equals(expected) : actual.width() != expected.width()) {
        problems.add(how + " it returns " + actual + " instead of " + expected);
      }
    } catch (SQLException e) {
      problems.add(how + " it fails: " + e.getMessage());
    }
    database.restore();
  }

  private Connection connect(CorpusCase one) throws SQLException, IOException {
    if (!one.text("filter").isEmpty()) {
      return database.connectFiltering(one.text("filter"));
    }
    return database.connect(one.text("group").isEmpty() ? "analysts" : one.text("group"));
  }
}
