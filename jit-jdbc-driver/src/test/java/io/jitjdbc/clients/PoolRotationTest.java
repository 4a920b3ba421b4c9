package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.mchange.v2.c3p0.DataSources;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pools that are busy all the time never notice that the logins behind their connections live for
 * seconds: no statement fails, and none runs with a login that is over.
 */
@Tag("slow")
class PoolRotationTest {
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final Duration LOAD = Duration.ofSeconds(30);
  private static final int THREADS = 3;

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<String>> logins = new ConcurrentHashMap<>();
  private volatile boolean over;

  @Test
  void losesNoStatementInAnyPoolWhileLeasesComeAndGo() throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(DatabaseProduct.POSTGRESQL)) {
      JitDataSource source = database.dataSource(MintingBroker.settings(database, LEASE));
      List<Pool> pools = List.of(hikari(source), tomcat(source), dbcp(source), c3p0(source));
      var threads = new ArrayList<Thread>();
      pools.forEach(pool -> threads.addAll(load(pool)));
      threads.add(started(() -> watch(database)));
      TimeUnit.NANOSECONDS.sleep(LOAD.toNanos());
      over = true;
      for (Thread thread : threads) {
        thread.join();
      }
      for (Pool pool : pools) {
        pool.end().close();
      }
    }
    assertThat(failures).isEmpty();
    assertThat(logins).hasSize(4);
    assertThat(logins.values()).allSatisfy(of -> assertThat(of).hasSizeGreaterThanOrEqualTo(3));
  }

  private record Pool(String name, DataSource source, AutoCloseable end) {}

  private List<Thread> load(Pool pool) {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(started(() -> work(pool)));
    }
    return threads;
  }

  private static Thread started(Runnable work) {
    var thread = new Thread(work);
    thread.start();
    return thread;
  }

  private void work(Pool pool) {
    while (!over) {
      try (Connection connection = pool.source().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT name FROM customers")) {
        while (rows.next()) {
          assertThat(rows.getString(1)).isEqualTo("Ada");
        }
        logins
            .computeIfAbsent(pool.name(), key -> ConcurrentHashMap.newKeySet())
            .add(connection.getMetaData().getUserName());
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (SQLException e) {
        failures.add(pool.name() + ": " + e.getSQLState() + " " + e.getMessage());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * What the server itself says of statements and of the ends of the logins that run them; one may
   * be on its way when the login ends.
   */
  private void watch(EnforcedDatabase database) {
    String late =
        "SELECT a.usename || ' ran at ' || a.query_start || ', over at ' || r.rolvaliduntil"
            + " FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid"
            + " WHERE a.usename LIKE 'jit\\_%' AND a.query_start > r.rolvaliduntil + interval '100 ms'";
    try (Connection connection = database.raw().connect();
        Statement statement = connection.createStatement()) {
      while (!over) {
        try (ResultSet rows = statement.executeQuery(late)) {
          while (rows.next()) {
            // A revoked login is over since ever, for the moment that its sessions still have.
            if (!rows.getString(1).endsWith("-infinity")) {
              failures.add(rows.getString(1));
            }
          }
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (SQLException e) {
      failures.add("watching: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pool hikari(DataSource source) {
    // Otherwise it does not look at connections that were used a moment ago.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    try {
      var config = new HikariConfig();
      config.setDataSource(source);
      config.setMaximumPoolSize(THREADS + 1);
      var pool = new HikariDataSource(config);
      return new Pool("HikariCP", pool, pool);
    } finally {
      System.clearProperty("com.zaxxer.hikari.aliveBypassWindowMs");
    }
  }

  private static Pool tomcat(DataSource source) {
    var pool = new org.apache.tomcat.jdbc.pool.DataSource();
    pool.setDataSource(source);
    pool.setMaxActive(THREADS + 1);
    pool.setTestOnBorrow(true);
    pool.setValidationInterval(0);
    return new Pool("Tomcat", pool, pool::close);
  }

  private static Pool dbcp(DataSource source) {
    var factory = new PoolableConnectionFactory(new DataSourceConnectionFactory(source), null);
    var objects = new GenericObjectPool<PoolableConnection>(factory);
    objects.setMaxTotal(THREADS + 1);
    objects.setTestOnBorrow(new BasicDataSource().getTestOnBorrow());
    factory.setPool(objects);
    var pool = new PoolingDataSource<>(objects);
    return new Pool("DBCP2", pool, pool);
  }

  private static Pool c3p0(DataSource source) throws SQLException {
    Map<String, Object> settings =
        Map.of("maxPoolSize", THREADS + 1, "testConnectionOnCheckout", true);
    DataSource pool = DataSources.pooledDataSource(source, settings);
    return new Pool("c3p0", pool, () -> DataSources.destroy(pool));
  }
}
