package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections to servers whose logins are made by the broker, for each lease one. */
class MintedLoginTest {
  /** Names of minted logins, once for each of their sessions. */
  private static List<String> sessions(EnforcedDatabase database) throws SQLException {
    return minted(
        database,
        database.raw().product() == DatabaseProduct.POSTGRESQL
            ? "SELECT usename FROM pg_stat_activity"
            : "SELECT user FROM information_schema.processlist");
  }

  private static List<String> logins(EnforcedDatabase database) throws SQLException {
    return minted(
        database,
        database.raw().product() == DatabaseProduct.POSTGRESQL
            ? "SELECT rolname FROM pg_roles"
            : "SELECT user FROM mysql.user");
  }

  private static List<String> minted(EnforcedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.raw().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(String.valueOf(rows.getString(1)));
      }
      names.removeIf(name -> !name.startsWith("jit_"));
      return names;
    }
  }

  private static String name(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, email FROM customers")) {
      rows.next();
      assertThat(rows.getString(2)).isNotEqualTo(EnforcedDatabase.secretEmail());
      return rows.getString(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void readsAndWritesThroughTheLeasedRole(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product)) {
      JitDataSource source =
          database.dataSource(MintingBroker.settings(database, Duration.ofMinutes(15)));
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(name(connection)).isEqualTo("Ada");
        statement.executeUpdate("UPDATE customers SET name = 'Ada L.' WHERE id = 1");
        assertThat(name(connection)).isEqualTo("Ada L.");
        assertThat(sessions(database)).isNotEmpty();
        assertThat(logins(database)).hasSize(1);
      }
      source.close();
      assertThat(logins(database)).isEmpty();
      assertThat(sessions(database)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void sharesALoginBetweenTheConnectionsOfAPool(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        HikariDataSource pool =
            database.pool(MintingBroker.settings(database, Duration.ofMinutes(15)))) {
      pool.setMaximumPoolSize(8);
      var connections = new ArrayList<Connection>();
      for (int i = 0; i < 8; i++) {
        connections.add(pool.getConnection());
        assertThat(name(connections.get(i))).isEqualTo("Ada");
      }
      assertThat(logins(database)).hasSize(1);
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void endsThePhysicalSessionAtExpiry(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product)) {
      JitDataSource source =
          database.dataSource(MintingBroker.settings(database, Duration.ofSeconds(4)));
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(name(connection)).isEqualTo("Ada");
        await().untilAsserted(() -> assertThat(sessions(database)).isEmpty());
        await().untilAsserted(() -> assertThat(logins(database)).isEmpty());
        assertThatThrownBy(() -> statement.executeQuery("SELECT name FROM customers"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
      }
      try (Connection next = source.getConnection()) {
        assertThat(name(next)).isEqualTo("Ada");
      }
    }
  }

  @Test
  void isGivenBackByAProgramThatEndsWithoutClosingAnything(@TempDir Path directory)
      throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(DatabaseProduct.POSTGRESQL)) {
      Path file = directory.resolve("jit.properties");
      try (Writer text = Files.newBufferedWriter(file)) {
        MintingBroker.settings(database, Duration.ofMinutes(15)).store(text, null);
      }
      Process program = ForgetfulProgram.start(database.url(), file);

      String login = program.inputReader().readLine();
      assertThat(program.waitFor()).isZero();

      assertThat(login).startsWith("jit_");
      assertThat(logins(database)).isEmpty();
      assertThat(sessions(database)).isEmpty();
    }
  }
}
