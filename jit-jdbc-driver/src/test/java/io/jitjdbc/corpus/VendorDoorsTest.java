package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors put beside JDBC cannot be reached. */
class VendorDoorsTest {
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  /** Copying, large objects, replication, notifications and fast paths all hang on this one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.postgresql.PGConnection",
        "org.postgresql.core.BaseConnection",
        "org.postgresql.jdbc.PgConnection",
        "org.postgresql.copy.CopyManager",
        "org.postgresql.replication.PGReplicationConnection"
      })
  void areNotOnAConnectionToPostgreSql(String type) throws Exception {
    refusesToUnwrap(DatabaseProduct.POSTGRESQL, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.h2.jdbc.JdbcConnection", "org.h2.engine.Session"})
  void areNotOnAConnectionToH2(String type) throws Exception {
    refusesToUnwrap(DatabaseProduct.H2, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.mariadb.jdbc.Connection", "org.mariadb.jdbc.Statement"})
  void areNotOnAConnectionToMariaDb(String type) throws Exception {
    refusesToUnwrap(DatabaseProduct.MARIADB, type);
  }

  private static void refusesToUnwrap(DatabaseProduct product, String name) throws Exception {
    ClassLoader loader = VendorDoorsTest.class.getClassLoader();
    Class<?> type = loader.loadClass(name);
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      Refusal.of(() -> connection.unwrap(type));
      Refusal.of(() -> statement.unwrap(type));
      Refusal.of(() -> prepared.unwrap(type));
      Refusal.of(() -> connection.getMetaData().unwrap(type));
      assertThat(connection.isWrapperFor(type)).isFalse();
      assertThat(type.isInstance(connection)).isFalse();
      assertThat(type.isInstance(statement)).isFalse();
    }
  }

  @OnEveryServer
  void areNotBehindTheMetadata(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      DatabaseMetaData metaData = connection.getMetaData();
      assertThat(metaData.getConnection()).isSameAs(connection);
      try (ResultSet tables = metaData.getTables(null, null, "%", null)) {
        Statement behind = tables.getStatement();
        assertThat(behind == null || behind.getConnection() == connection).isTrue();
        Refusal.of(
            () ->
                tables.unwrap(
                    VendorDoorsTest.class.getClassLoader().loadClass(vendorsResultSet(product))));
      }
    }
  }

  private static String vendorsResultSet(DatabaseProduct product) {
    return switch (product) {
      case H2 -> "org.h2.jdbc.JdbcResultSet";
      case POSTGRESQL -> "org.postgresql.jdbc.PgResultSet";
      case MARIADB, MYSQL -> "org.mariadb.jdbc.client.result.Result";
    };
  }

  @Test
  void areNotBehindADataSource() throws Exception {
    var source = new JitDataSource();
    for (Class<?> type :
        List.of(org.h2.jdbcx.JdbcDataSource.class, org.postgresql.ds.PGSimpleDataSource.class)) {
      Refusal.of(() -> source.unwrap(type));
      assertThat(source.isWrapperFor(type)).isFalse();
    }
    assertThat((Object) source).isNotInstanceOf(XADataSource.class);
    var config = new HikariConfig();
    config.setDataSource(source);
    config.setInitializationFailTimeout(-1);
    config.setMinimumIdle(0);
    try (var pool = new HikariDataSource(config)) {
      assertThat(pool.unwrap(JitDataSource.class)).isSameAs(source);
      assertThatThrownBy(() -> pool.unwrap(org.h2.jdbcx.JdbcDataSource.class))
          .isInstanceOf(SQLException.class);
    }
    source.close();
  }

  @OnEveryServer
  void traceNothingIntoALogOfTheCaller(DatabaseProduct product) throws Exception {
    var log = new StringWriter();
    DriverManager.setLogWriter(new PrintWriter(log, true));
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM customers")) {
      while (rows.next()) {
        rows.getString(3);
      }
    } finally {
      DriverManager.setLogWriter(null);
    }
    assertThat(Canaries.in(log.toString())).isEmpty();
    assertThatThrownBy(() -> new JitDataSource().getParentLogger())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void readNoFileOfTheCallersMachine() throws Exception {
    try (Connection connection = DATABASES.of(DatabaseProduct.MARIADB).connect("analysts");
        Statement statement = connection.createStatement()) {
      String load = "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE scratch (data)";
      Refusal.of(() -> statement.execute(load));
      Refusal.of(() -> connection.prepareStatement(load).execute());
    }
  }

  @OnEveryServer
  void mapNoTypesToClassesThatReadRawValues(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      Refusal.of(() -> connection.setTypeMap(Map.of("customers", Object.class)));
      assertThatThrownBy(() -> connection.getTypeMap().put("customers", Object.class))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
