package io.jitjdbc.credential.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.credential.table.TableLeaseBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose book is a table, which is looked through for passwords when it is dropped. */
class SealedInTableTest {
  private static LeaseBook book(TestDatabase database) {
    var settings =
        Map.of("url", database.jdbcUrl(), "user", database.user(), "password", database.password());
    return TableLeaseBook.open(
        new StoreSettings("", "the leases"), SettingValues.of("leases.", settings));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void noPasswordStandsInAnyColumnFromTheFirstDayToTheLast(DatabaseProduct product)
      throws Exception {
    try (TestDatabase database = TestDatabases.open(product);
        LeaseBook book = book(database)) {
      var fixture = new LeaseServerFixture(book);
      fixture.targets.put(LeaseServerFixture.TARGET, fixture.target(true));
      Map<String, Object> lease = fixture.lease();
      // The scan knows it.
      assertThat(lease.get("password").toString()).startsWith("s3cret-");
      fixture.logins.renewedPassword = "s3cret-of-tomorrow";
      assertThat(fixture.renew(fixture.caller("ann"), lease.get("id"), "{}").status())
          .isEqualTo(200);
      assertThat(fixture.lease(fixture.caller("bob"), LeaseServerFixture.KEY).status())
          .isEqualTo(201);

      assertThat(rows(database)).isEqualTo(2);
    }
  }

  private static int rows(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM jit_lease")) {
      row.next();
      return row.getInt(1);
    }
  }
}
