package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated keys are a result like any other, whichever columns are asked for as keys. */
class GeneratedKeysDoorsTest {
  private static final String UPDATE = "UPDATE customers SET name = name";
  private static final String DELETE = "DELETE FROM customers WHERE id = 3";
  private static final String[] NAMES = {"ssn", "email"};
  private static final int[] ORDINALS = {4, 3};
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  @FunctionalInterface
  private interface Writing {
    Statement on(Connection connection) throws SQLException;
  }

  private static void shows(DatabaseProduct product, List<Writing> ways)
      throws SQLException, IOException {
    for (Writing way : ways) {
      var seen = new Sightings();
      try (Connection connection = DATABASES.of(product).connect("analysts");
          Statement statement = way.on(connection);
          ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.getStatement()).isIn(statement, null);
        CellWalk.walk(keys, UPDATE, seen);
      } catch (SQLException e) {
        seen.add("exception", e);
      }
      assertThat(seen.canary()).as("way %s", ways.indexOf(way)).isEmpty();
    }
  }

  private static Statement executed(PreparedStatement statement) throws SQLException {
    statement.executeUpdate();
    return statement;
  }

  @FunctionalInterface
  private interface Execution {
    void on(Statement statement) throws SQLException;
  }

  private static Writing with(Execution execution) {
    return connection -> {
      Statement statement = connection.createStatement();
      execution.on(statement);
      return statement;
    };
  }

  @OnEveryServer
  void showNoRowThatWasTouched(DatabaseProduct product) throws Exception {
    shows(
        product,
        List.of(
            with(one -> one.executeUpdate(UPDATE, Statement.RETURN_GENERATED_KEYS)),
            with(one -> one.execute(DELETE, Statement.RETURN_GENERATED_KEYS)),
            connection ->
                executed(connection.prepareStatement(DELETE, Statement.RETURN_GENERATED_KEYS))));
  }

  @OnEveryServer
  void showNoColumnThatIsNamedAsAKey(DatabaseProduct product) throws Exception {
    shows(
        product,
        List.of(
            connection -> executed(connection.prepareStatement(UPDATE, NAMES)),
            with(one -> one.execute(UPDATE, NAMES)),
            with(one -> one.executeUpdate(UPDATE, NAMES)),
            with(one -> one.executeLargeUpdate(DELETE, NAMES))));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "MARIADB"})
  void showNoColumnThatIsCountedAsAKey(DatabaseProduct product) throws Exception {
    shows(
        product,
        List.of(
            connection -> executed(connection.prepareStatement(UPDATE, ORDINALS)),
            with(one -> one.execute(UPDATE, ORDINALS)),
            with(one -> one.executeUpdate(UPDATE, ORDINALS)),
            with(one -> one.executeLargeUpdate(UPDATE, ORDINALS))));
  }

  @OnEveryServer
  void leadBackToTheirStatementAlone(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO newsletter VALUES (9, 'a@b', 't')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.getStatement()).isSameAs(statement);
        assertThat(keys.getStatement().getConnection()).isSameAs(connection);
      }
    }
  }
}
