package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many connections at once, counted in tables that several processes share. */
class SharedBudgetTest {
  private static final int THREADS = 6;

  private final Shop shop = Shop.open();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private TestDatabase table;

  @BeforeEach
  void open() throws Exception {
    table = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    Budgets.share(
        shop.dataSource(),
        Map.of("url", table.jdbcUrl(), "user", table.user(), "password", table.password()));
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    shop.close();
    table.close();
  }

  private List<String> readByAll(String sql, int most) throws Exception {
    var readers = new ArrayList<Callable<List<String>>>();
    for (int thread = 0; thread < THREADS; thread++) {
      var random = new Random(thread);
      readers.add(() -> readPages(sql, most, random));
    }
    var read = new ArrayList<String>();
    for (Future<List<String>> reader : threads.invokeAll(readers)) {
      read.addAll(reader.get());
    }
    return read;
  }

  private List<String> readPages(String sql, int most, Random random) throws Exception {
    var read = new ArrayList<String>();
    try (Connection connection = shop.connect("clara", "clerks")) {
      for (int page = 0; page < 12; page++) {
        int offset = random.nextInt(most);
        read.addAll(Budgets.values(connection, sql + " LIMIT 10 OFFSET " + offset));
      }
    }
    return read;
  }

  @Test
  void isHandedOutAboutSoManyPeopleAndNoMore() throws Exception {
    Budgets.put(shop, Budgets.people(30, "*.customers.id"));
    Budgets.customers(shop, 100);

    Set<String> people =
        new HashSet<>(readByAll("SELECT id, name FROM customers WHERE id > 100 ORDER BY id", 90));

    assertThat(people).hasSize(30);
  }

  @Test
  void isHandedOutSoManyBytesAndNoMore() throws Exception {
    Budgets.put(
        shop, "id: bytes-a-day, who: anyone, resources: [\"*.orders\"], bytes: 2000, window: 24h");

    List<String> rows = readByAll("SELECT id FROM orders WHERE id >= 2000 ORDER BY id", 390);
    try (Connection connection = shop.connect("clara", "clerks")) {
      // What one gave back after another had seen the end.
      rows.addAll(Budgets.values(connection, "SELECT id FROM orders WHERE id >= 2000"));
    }

    assertThat(rows).hasSize(2000 / 8);
  }
}
