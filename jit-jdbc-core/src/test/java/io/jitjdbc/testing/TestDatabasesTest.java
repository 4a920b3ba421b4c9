package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

class TestDatabasesTest {

  @ParameterizedTest
  @EnumSource
  void twoDatabasesAreIsolatedFromEachOther(DatabaseProduct product) throws SQLException {
    try (TestDatabase one = TestDatabases.open(product);
        TestDatabase two = TestDatabases.open(product)) {
      one.run("CREATE TABLE t (id INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)");
      two.run("CREATE TABLE t (id INT); INSERT INTO t VALUES (3)");

      assertThat(count(one, "t")).isEqualTo(2);
      assertThat(count(two, "t")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPasswordIsRefused(DatabaseProduct product) throws SQLException {
    try (TestDatabase database = TestDatabases.open(product)) {
      TestLogin stranger = new TestLogin(database.user(), "wrong");

      assertThatThrownBy(() -> database.connect(stranger).close())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoginWithoutNameIsRefused(DatabaseProduct product) throws SQLException {
    try (TestDatabase database = TestDatabases.open(product)) {
      assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "", "").close())
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> database.connect(new TestLogin("nobody", "")).close())
          .isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoginReadsWhatItWasGrantedAndNothingElse(DatabaseProduct product) throws SQLException {
    try (TestDatabase database = TestDatabases.open(product)) {
      TestLogin reader = database.createLogin();
      database.run(
          "CREATE TABLE open (id INT); CREATE TABLE closed (id INT); GRANT SELECT ON open TO "
              + reader.user());

      try (Connection connection = database.connect(reader)) {
        assertThat(count(connection, "open")).isZero();
        assertThatThrownBy(() -> count(connection, "closed"))
            .isInstanceOfSatisfying(
                SQLException.class,
                e -> assertThat(e.getSQLState()).isIn("42501", "42000", "90096"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScriptStopsAtItsFirstError(DatabaseProduct product) throws SQLException {
    try (TestDatabase database = TestDatabases.open(product)) {
      database.run("CREATE TABLE t (id INT)");

      assertThatThrownBy(() -> database.run("SELECT 1; SELECT * FROM missing; DROP TABLE t"))
          .isInstanceOf(SQLException.class);
      assertThat(count(database, "t")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedDatabaseIsGoneAndSoAreTheLoginsMadeForIt(DatabaseProduct product)
      throws SQLException {
    TestDatabase database = TestDatabases.open(product);
    database.run("CREATE TABLE t (id INT)");
    TestLogin login = database.createLogin();
    database.run("CREATE ROLE everything; GRANT everything TO " + login.user());

    try (Connection stillOpen = database.connect()) {
      database.close();
      database.close();

      assertThatThrownBy(() -> count(stillOpen, "t")).isInstanceOf(SQLException.class);
    }
    try (TestDatabase next = TestDatabases.open(product)) {
      next.run("CREATE ROLE everything");
      assertThatThrownBy(() -> next.connect(login).close()).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void postgreSqlDropsTheLoginsThatABrokerMadeToo() throws SQLException {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.POSTGRESQL)) {
      TestLogin broker = database.createLogin();
      database.run("CREATE ROLE reading; ALTER ROLE %s CREATEROLE".formatted(broker.user()));
      database.run("GRANT reading TO %s WITH ADMIN TRUE, INHERIT FALSE".formatted(broker.user()));
      try (Connection connection = database.connect(broker);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE leased LOGIN; GRANT reading TO leased");
      }
    }
    try (TestDatabase next = TestDatabases.open(DatabaseProduct.POSTGRESQL)) {
      next.run("CREATE ROLE reading; CREATE ROLE leased");
    }
  }

  @Test
  void anUnknownSourceIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> ServerSource.named("dokcer"))
        .hasMessage("jit.test.databases=dokcer: use auto, docker, embedded or none");
  }

  @Test
  void theSourceNoneAbortsTheTestWithItsReason() {
    assertThatThrownBy(() -> ServerSource.NONE.start(DatabaseProduct.POSTGRESQL))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("jit.test.databases=none");
  }

  private static int count(TestDatabase database, String table) throws SQLException {
    try (Connection connection = database.connect()) {
      return count(connection, table);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
