package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.masking.Hidden;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Routines on real databases, under a policy that declares what they hand back. */
class DeclaredRoutinesTest {
  private static final String DECLARATIONS =
      """

      routines:
        "*.report":
          results: [{id: clear, name: clear, email: pii.email}, {ssn: pii.ssn, name: clear}]
          parameters: {lowest: in, total: clear, contact: pii.email}
        "*.greeting": {returns: clear}
      """;
  private static final String MAY_CALL =
      """
        - id: analysts-call
          who: {groups: [analysts]}
          actions: [execute]
          resources: ["*.report", "*.greeting", "*.other"]
          effect: permit
      """;

  private static Shop open(DatabaseProduct product, String... routines)
      throws SQLException, IOException {
    Shop shop = Shop.open(product);
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      for (String routine : routines) {
        statement.execute(routine);
      }
    }
    String policy = Files.readString(shop.policy());
    Files.writeString(
        shop.policy(), policy.replace("\napprovals:", MAY_CALL + "\napprovals:") + DECLARATIONS);
    return shop;
  }

  private static void registersBoth(CallableStatement call) throws SQLException {
    call.setInt(1, 1);
    call.registerOutParameter(2, Types.INTEGER);
    call.registerOutParameter(3, Types.VARCHAR);
  }

  private static void showsOnlyWhatIsDeclared(CallableStatement call) throws SQLException {
    assertThat(call.getInt(2)).isEqualTo(3);
    assertThat(call.getString(3)).isEqualTo("z" + Hidden.TEXT + "@corp.test");
    assertThat(call.getObject(3)).isEqualTo("z" + Hidden.TEXT + "@corp.test");
    assertThat(call.wasNull()).isFalse();
  }

  @Nested
  class OnMariaDb {
    private static Shop shop;

    private static final String REPORT =
        """
        CREATE PROCEDURE report(IN lowest INT, OUT total INT, OUT contact VARCHAR(120))
        BEGIN
          SELECT id, name, email, ssn FROM customers WHERE id >= lowest ORDER BY id;
          SELECT ssn AS name FROM customers ORDER BY id;
          SELECT name AS email, name FROM customers ORDER BY id;
          SELECT COUNT(*) INTO total FROM customers;
          SELECT email INTO contact FROM customers WHERE id = 1;
        END
        """;

    @BeforeAll
    static void open() throws SQLException, IOException {
      shop = DeclaredRoutinesTest.open(DatabaseProduct.MARIADB, REPORT);
      try (Connection raw = shop.raw();
          Statement statement = raw.createStatement()) {
        String user = shop.settings().getProperty("jit.broker.static.user");
        statement.execute("GRANT EXECUTE ON PROCEDURE report TO " + user);
      }
    }

    @AfterAll
    static void close() throws SQLException {
      shop.close();
    }

    @Test
    void showsResultSetsInTheirOrderEvenIfOneIsSkipped() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(?, ?, ?)}")) {
        registersBoth(call);
        assertThat(call.execute()).isTrue();

        try (ResultSet first = call.getResultSet()) {
          first.next();
          assertThat(first.getString("name")).isEqualTo("Alice Adams");
          assertThat(first.getString("email")).isEqualTo("z" + Hidden.TEXT + "@corp.test");
          assertThat(first.getString("ssn")).isEqualTo(Hidden.TEXT);
        }
        assertThat(call.getMoreResults()).isTrue();
        assertThat(call.getMoreResults()).isTrue();
        try (ResultSet third = call.getResultSet()) {
          third.next();
          assertThat(third.getString(1)).isEqualTo(Hidden.TEXT);
          assertThat(third.getString(2)).isEqualTo(Hidden.TEXT);
        }
      }
    }

    @Test
    void showsOutParametersByIndexAndByName() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(?, ?, ?)}")) {
        registersBoth(call);
        call.execute();

        showsOnlyWhatIsDeclared(call);
        assertThat(call.getInt("total")).isEqualTo(3);
        assertThat(call.getString("contact")).isEqualTo("z" + Hidden.TEXT + "@corp.test");
        assertThatThrownBy(() -> call.getString("lowest")).hasMessageContaining("is not shown");
      }
    }

    @Test
    void hidesOutParametersOfACallWithALiteral() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(1, ?, ?)}")) {
        call.registerOutParameter(1, Types.INTEGER);
        call.registerOutParameter(2, Types.VARCHAR);
        call.execute();

        assertThatThrownBy(() -> call.getString(2)).hasMessageContaining("is not shown");
        assertThatThrownBy(() -> call.getString("total")).hasMessageContaining("is not shown");
      }
    }
  }

  @Nested
  class OnPostgreSql {
    private static Shop shop;

    private static final String REPORT =
        """
        CREATE FUNCTION report(IN lowest INT, OUT total INT, OUT contact TEXT) AS
          'SELECT (SELECT count(*)::int FROM customers), (SELECT email FROM customers WHERE id = 1)'
          LANGUAGE sql
        """;
    private static final String GREETING =
        "CREATE FUNCTION greeting(name TEXT) RETURNS TEXT AS 'SELECT ''Hello '' || $1' LANGUAGE sql";

    @BeforeAll
    static void open() throws SQLException, IOException {
      shop = DeclaredRoutinesTest.open(DatabaseProduct.POSTGRESQL, REPORT, GREETING);
    }

    @AfterAll
    static void close() throws SQLException {
      shop.close();
    }

    @Test
    void showsOutParameters() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(?, ?, ?)}")) {
        registersBoth(call);
        call.execute();

        showsOnlyWhatIsDeclared(call);
      }
    }

    @Test
    void hidesThemWhereOthersWereRegisteredInTheirPlace() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(?, ?, ?)}")) {
        call.registerOutParameter(1, Types.INTEGER);
        call.registerOutParameter(2, Types.VARCHAR);
        call.setInt(3, 1);
        call.execute();

        assertThatThrownBy(() -> call.getString(2)).hasMessageContaining("is not shown");
      }
    }

    @Test
    void hidesThemWhereTheyAreRegisteredAfterwards() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{call report(?, ?, ?)}")) {
        registersBoth(call);
        call.execute();
        call.registerOutParameter(3, Types.VARCHAR);

        assertThatThrownBy(() -> call.getInt(2)).hasMessageContaining("is not shown");
        call.execute();
        showsOnlyWhatIsDeclared(call);
        call.clearParameters();
        assertThatThrownBy(() -> call.getInt(2)).hasMessageContaining("is not shown");
      }
    }

    @Test
    void showsWhatAFunctionReturns() throws Exception {
      try (Connection connection = shop.connect("ann", "analysts");
          CallableStatement call = connection.prepareCall("{? = call greeting(?)}")) {
        call.registerOutParameter(1, Types.VARCHAR);
        call.setString(2, "you");
        call.execute();

        assertThat(call.getString(1)).isEqualTo("Hello you");
      }
    }
  }

  @Nested
  class OnH2 {
    @Test
    void showsTheDeclaredColumnsOfATableFunction() throws Exception {
      String alias =
          "CREATE ALIAS %s FOR 'io.jitjdbc.driver.DeclaredRoutinesTest$TableFunctions.customers'";
      try (Shop shop =
              open(DatabaseProduct.H2, alias.formatted("report"), alias.formatted("other"));
          Connection connection = shop.connect("ann", "analysts");
          Statement statement = connection.createStatement()) {
        try (ResultSet rows = statement.executeQuery("CALL report()")) {
          rows.next();
          assertThat(rows.getString("name")).isEqualTo("Alice Adams");
          assertThat(rows.getString("email")).isEqualTo("z" + Hidden.TEXT + "@corp.test");
          assertThat(rows.getString("ssn")).isEqualTo(Hidden.TEXT);
        }
        try (ResultSet rows = statement.executeQuery("CALL other()")) {
          rows.next();
          assertThat(rows.getString("name")).isEqualTo(Hidden.TEXT);
        }
      }
    }
  }

  /** What H2 can call. */
  public static final class TableFunctions {
    private TableFunctions() {}

    /** The customers as H2's table function. */
    public static ResultSet customers(Connection connection) throws SQLException {
      return connection
          .createStatement()
          .executeQuery("SELECT id, name, email, ssn FROM customers ORDER BY id");
    }
  }
}
