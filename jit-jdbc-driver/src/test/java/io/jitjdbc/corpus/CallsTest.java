package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routines and cursors hand back nothing that is not proven. */
class CallsTest {
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  @Test
  void handBackNoOutParameter() throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(DatabaseProduct.MARIADB).connect("analysts");
        CallableStatement call = connection.prepareCall("{call p_get_ssn(?,?)}")) {
      call.setInt(1, 1);
      call.registerOutParameter(2, Types.VARCHAR);
      Refusal.of(call::execute);
      Refusal.of(() -> seen.add("index", call.getString(2)));
      Refusal.of(() -> seen.add("index", call.getObject(2)));
      Refusal.of(() -> seen.add("class", call.getObject(2, String.class)));
      Refusal.of(() -> seen.add("name", call.getString("o")));
    }
    assertThat(seen.canary()).isEmpty();
  }

  @Test
  void handBackNoCursor() throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(DatabaseProduct.POSTGRESQL).connect("analysts")) {
      connection.setAutoCommit(false);
      Refusal.of(
          () -> {
            try (CallableStatement call = connection.prepareCall("{? = call ref_customers()}")) {
              call.registerOutParameter(1, Types.REF_CURSOR);
              call.execute();
              seen.add("cursor", call.getObject(1));
            }
          });
    }
    assertThat(seen.canary()).isEmpty();
  }

  @Test
  void handBackNoResultOfAProcedure() throws Exception {
    try (Connection connection = DATABASES.of(DatabaseProduct.MARIADB).connect("analysts");
        CallableStatement call = connection.prepareCall("{call p_list()}")) {
      Refusal.of(call::execute);
      assertThat(call.getResultSet()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void runNoSecondStatementBehindTheFirst(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement()) {
      Refusal.of(() -> statement.execute("SELECT name FROM customers; SELECT ssn FROM customers"));
      assertThat(statement.getResultSet()).isNull();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
  }

  @Test
  void fetchFromNoCursor() throws Exception {
    try (Connection connection = DATABASES.of(DatabaseProduct.POSTGRESQL).connect("analysts");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Refusal.of(() -> statement.execute("DECLARE kk CURSOR FOR SELECT ssn FROM customers"));
      Refusal.of(() -> connection.prepareStatement("FETCH ALL FROM kk").executeQuery());
    }
  }

  @Test
  void writeThroughNoCursor() throws Exception {
    CorpusDatabase database = DATABASES.of(DatabaseProduct.POSTGRESQL);
    try (Connection connection = database.connect("analysts");
        Statement statement = connection.createStatement();
        Statement update = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.setCursorName("c");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isIn("42501", "0A000");
      }
      statement.executeQuery("SELECT id, name FROM customers").next();
      Refusal.of(() -> update.executeUpdate("UPDATE customers SET name = ssn WHERE CURRENT OF c"));
      connection.rollback();
    }
    assertThat(database.dump()).isEqualTo(database.pristine());
  }
}
