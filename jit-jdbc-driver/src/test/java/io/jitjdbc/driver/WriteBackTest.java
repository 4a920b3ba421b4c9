package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.Hidden;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import javax.sql.rowset.serial.SerialClob;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody was shown never takes the place of what is stored. */
class WriteBackTest {
  private static final String INSERT =
      "INSERT INTO customers(id, name, email, ssn) VALUES (?, ?, ?, ?)";
  private static final String MASKED = "z" + Hidden.TEXT + "@corp.test";

  @FunctionalInterface
  private interface Work {
    void with(Shop shop, Connection connection) throws Exception;
  }

  private static void as(String group, DatabaseProduct product, Work work) throws Exception {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", group)) {
      work.with(shop, connection);
      assertThat(stored(shop)).isEqualTo("zqalice@corp.test");
    }
  }

  private static String stored(Shop shop) throws SQLException {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers WHERE id = 1")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void refuses(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
        .hasMessageContaining("is shown masked to people")
        .hasMessageContaining("@DynamicUpdate");
  }

  private interface Bind {
    void to(PreparedStatement statement) throws SQLException;
  }

  private static void refusesInsert(Connection connection, Bind email) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, 77);
      insert.setString(2, "Copy");
      email.to(insert);
      insert.setString(4, "1");
      refuses(insert::executeUpdate);
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void refusesToStoreACopyOfAMaskedRow(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          String shown;
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT email FROM customers WHERE id = 1")) {
            rows.next();
            shown = rows.getString(1);
          }
          refusesInsert(connection, insert -> insert.setString(3, shown));
          assertThat(shop.count("customers")).isEqualTo(3);
          assertThat(shop.audit())
              .anyMatch(line -> line.contains("\"rule\":\"masked value\""))
              .noneMatch(line -> line.contains(shown));
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void seesItHoweverItIsBound(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          refusesInsert(connection, insert -> insert.setObject(3, MASKED));
          refusesInsert(
              connection, insert -> insert.setCharacterStream(3, new StringReader(MASKED)));
          refusesInsert(
              connection,
              insert -> insert.setCharacterStream(3, new StringReader(MASKED), MASKED.length()));
          if (product == DatabaseProduct.H2) {
            refusesInsert(connection, insert -> insert.setNString(3, MASKED));
            refusesInsert(
                connection, insert -> insert.setClob(3, new SerialClob(MASKED.toCharArray())));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void seesItInABatchAndInTheText(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int id : new int[] {77, 78}) {
              insert.setInt(1, id);
              insert.setString(2, "Copy");
              insert.setString(3, id == 77 ? MASKED : "real@corp.test");
              insert.setString(4, "1");
              insert.addBatch();
            }
            refuses(insert::executeBatch);
          }
          try (Statement statement = connection.createStatement()) {
            String literal = "INSERT INTO customers(id, name, email) VALUES (77, 'x', '" + MASKED;
            refuses(() -> statement.executeUpdate(literal + "')"));
            statement.addBatch(literal + "')");
            refuses(statement::executeBatch);
          }
          assertThat(shop.count("customers")).isEqualTo(3);
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void refusesItFromWhoSeesEverythingToo(DatabaseProduct product) throws Exception {
    as(
        "owners",
        product,
        (shop, connection) -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE customers SET email = ? WHERE id = 1")) {
            update.setString(1, MASKED);
            refuses(update::executeUpdate);
          }
          refusesInsert(connection, insert -> insert.setString(3, MASKED));
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void refusesAnUpsertOfAMaskedRow(DatabaseProduct product) throws Exception {
    String insert = "INSERT INTO customers(id, name, email) VALUES (1, 'x', ?)";
    String upsert =
        switch (product) {
          case POSTGRESQL -> insert + " ON CONFLICT (id) DO UPDATE SET email = excluded.email";
          case MARIADB, MYSQL -> insert + " ON DUPLICATE KEY UPDATE email = VALUES(email)";
          case H2 ->
              "MERGE INTO customers c USING (VALUES (1, CAST(? AS VARCHAR(120)))) v(id, email)"
                  + " ON c.id = v.id WHEN MATCHED THEN UPDATE SET email = v.email";
        };
    for (String group : new String[] {"clerks", "owners"}) {
      as(
          group,
          product,
          (shop, connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(upsert)) {
              statement.setString(1, MASKED);
              assertThatThrownBy(statement::executeUpdate)
                  .isInstanceOfSatisfying(
                      SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                  .hasMessageContaining("masked");
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void refusesToLookForWhatAMaskMade(DatabaseProduct product) throws Exception {
    as(
        "analysts",
        product,
        (shop, connection) -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT id FROM customers WHERE email = ?")) {
            query.setString(1, MASKED);
            refuses(query::executeQuery);
            query.setString(1, "zqalice@corp.test");
            assertThat(query.executeQuery().next()).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void storesTheSameDotsWhereNothingIsClassified(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE customers SET name = ? WHERE id = 1")) {
            update.setString(1, "rated " + Hidden.TEXT);
            assertThat(update.executeUpdate()).isEqualTo(1);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void letsARowSetChangeWhatIsShownInClear(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          try (CachedRowSet cached = rows(connection)) {
            cached.setKeyColumns(new int[] {1});
            cached.updateString(2, "Changed");
            cached.updateRow();
            cached.acceptChanges(connection);
          }
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT name FROM customers WHERE id = 1")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("Changed");
          }
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void keepsARowSetFromChangingWhatIsMasked(DatabaseProduct product) throws Exception {
    as(
        "clerks",
        product,
        (shop, connection) -> {
          try (CachedRowSet cached = rows(connection)) {
            cached.setKeyColumns(new int[] {1});
            cached.updateString(3, "y" + Hidden.TEXT + "@corp.test");
            cached.updateRow();
            assertThatThrownBy(() -> cached.acceptChanges(connection))
                .isInstanceOf(SQLException.class);
          }
          connection.rollback();
        });
  }

  private static CachedRowSet rows(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, name, email FROM customers WHERE id = 1")) {
      cached.populate(rows);
    }
    cached.setTableName("customers");
    cached.absolute(1);
    return cached;
  }
}
