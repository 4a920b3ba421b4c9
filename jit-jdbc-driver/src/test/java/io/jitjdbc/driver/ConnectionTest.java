package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection does what a connection does, until its lease ends. */
class ConnectionTest {
  private static final String QUERY = "SELECT id, email FROM customers WHERE id = 1";
  private static final Set<String> WITHOUT_THE_DATABASE =
      Set.of(
          "close",
          "abort",
          "isClosed",
          "isValid",
          "getWarnings",
          "clearWarnings",
          "setTypeMap",
          "setClientInfo",
          "getClientInfo",
          "setShardingKey",
          "setShardingKeyIfValid",
          "beginRequest",
          "endRequest",
          "setNetworkTimeout",
          "getNetworkTimeout",
          "getShardingKey",
          "getHoldability",
          "setHoldability",
          "getTypeMap");

  private final Shop shop = Shop.open();
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = shop.connect("ana", "analysts");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    shop.close();
  }

  private static void masks(ResultSet rows) throws SQLException {
    assertThat(rows.next()).isTrue();
    assertThat(rows.getString(2)).doesNotContain("zqalice").startsWith("z");
  }

  @Test
  void decidesWhateverStatementItMakes() throws SQLException {
    int type = ResultSet.TYPE_SCROLL_INSENSITIVE;
    int readOnly = ResultSet.CONCUR_READ_ONLY;
    int hold = ResultSet.HOLD_CURSORS_OVER_COMMIT;
    var all = new ArrayList<Statement>();
    all.add(connection.createStatement());
    all.add(connection.createStatement(type, readOnly));
    all.add(connection.createStatement(type, readOnly, hold));
    for (Statement statement : all) {
      try (statement) {
        masks(statement.executeQuery(QUERY));
        assertThatThrownBy(() -> statement.executeQuery("SELECT amount FROM payroll"))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void decidesWhateverItPrepares() throws SQLException {
    int type = ResultSet.TYPE_SCROLL_INSENSITIVE;
    int readOnly = ResultSet.CONCUR_READ_ONLY;
    int hold = ResultSet.HOLD_CURSORS_OVER_COMMIT;
    for (PreparedStatement statement :
        List.of(
            connection.prepareStatement(QUERY),
            connection.prepareStatement(QUERY, type, readOnly),
            connection.prepareStatement(QUERY, type, readOnly, hold),
            connection.prepareStatement(QUERY, Statement.NO_GENERATED_KEYS),
            connection.prepareStatement(QUERY, new int[] {1}),
            connection.prepareStatement(QUERY, new String[] {"ID"}))) {
      try (statement) {
        masks(statement.executeQuery());
        assertThat(statement.getMetaData()).isInstanceOf(DescribedResult.class);
        assertThat(statement).hasToString("prepared statement of jit-jdbc");
      }
    }
    assertThatThrownBy(() -> connection.prepareStatement(QUERY, new String[] {"id; DROP"}))
        .hasMessageContaining("plain column names");
  }

  @Test
  void decidesWhateverItCalls() throws SQLException {
    int type = ResultSet.TYPE_SCROLL_INSENSITIVE;
    int readOnly = ResultSet.CONCUR_READ_ONLY;
    int hold = ResultSet.HOLD_CURSORS_OVER_COMMIT;
    for (CallableStatement call :
        List.of(
            connection.prepareCall(QUERY),
            connection.prepareCall(QUERY, type, readOnly),
            connection.prepareCall(QUERY, type, readOnly, hold))) {
      try (call) {
        masks(call.executeQuery());
      }
    }
  }

  @Test
  void keepsTransactions() throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    Savepoint unnamed = connection.setSavepoint();
    Savepoint named = connection.setSavepoint("here");
    assertThat(named.getSavepointName()).isEqualTo("here");
    connection.rollback(named);
    connection.releaseSavepoint(unnamed);
    connection.rollback();
    connection.commit();
    connection.setReadOnly(true);
    assertThat(connection.getAutoCommit()).isFalse();
    assertThat(connection.nativeSQL("SELECT 1")).isEqualTo("SELECT 1");
  }

  @Test
  void decidesAnewInAnotherSchema() throws SQLException {
    connection.setCatalog(connection.getCatalog());
    connection.setSchema("INFORMATION_SCHEMA");
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery(QUERY)).isInstanceOf(SQLException.class);
      connection.setSchema("PUBLIC");
      masks(statement.executeQuery(QUERY));
    }
  }

  @Test
  void takesThePurposeAsClientInfo() throws SQLException {
    connection.setClientInfo("jit.purpose", "ticket 7");
    assertThat(connection.getClientInfo("jit.purpose")).isEqualTo("ticket 7");
    assertThat(connection.getClientInfo()).containsEntry("jit.purpose", "ticket 7");

    var properties = new Properties();
    properties.setProperty("jit.purpose", "ticket 8");
    connection.setClientInfo(properties);
    assertThat(connection.getClientInfo("jit.purpose")).isEqualTo("ticket 8");

    connection.setClientInfo("jit.purpose", null);
    assertThat(connection.getClientInfo("jit.purpose")).isEmpty();
    assertThat(connection.getClientInfo("jit.other")).isNull();
  }

  @Test
  void refusesClientInfoThatItDoesNotKnow() throws SQLException {
    assertThatThrownBy(() -> connection.setClientInfo("jit.porpoise", "x"))
        .isInstanceOf(SQLClientInfoException.class)
        .hasMessageContaining("there are jit.purpose, jit.subject.token");
    assertThatThrownBy(() -> connection.setClientInfo("ApplicationName", "x"))
        .isInstanceOf(SQLClientInfoException.class);
    assertThat(connection.getClientInfo("ApplicationName")).isNull();
    assertThat(ClientProperties.isOurs(null)).isFalse();
  }

  @Test
  void refusesOtherShardsAndMappedTypes() throws SQLException {
    for (SampleCall call :
        SampleCall.of(Connection.class, m -> m.getName().startsWith("setShardingKey")).toList()) {
      assertThatThrownBy(() -> call.on(connection)).hasMessageContaining("another shard");
    }
    assertThatThrownBy(() -> connection.setTypeMap(Map.of("T", String.class)))
        .hasMessageContaining("mapped");
    connection.setTypeMap(Map.of());
  }

  @Test
  void bindsAnArrayThatItMade() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM customers WHERE id = ANY(?)")) {
      statement.setArray(1, connection.createArrayOf("INTEGER", new Object[] {1, 2}));
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(statement.getParameterMetaData()).isInstanceOf(DescribedParameters.class);
    }
  }

  @Test
  void handsOutItselfAndNothingElse() throws SQLException {
    assertThat(connection.isWrapperFor(EnforcingConnection.class)).isTrue();
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection.isWrapperFor(String.class)).isFalse();
    assertThatThrownBy(() -> connection.unwrap(org.h2.jdbc.JdbcConnection.class))
        .hasMessageContaining("does not hand out");
    assertThat(connection.toString()).startsWith("connection of jit-jdbc to ");
    assertThat((Throwable) connection.getWarnings()).isNull();
    connection.clearWarnings();
  }

  static Stream<SampleCall> databaseWork() {
    return SampleCall.of(
        Connection.class,
        method ->
            !WITHOUT_THE_DATABASE.contains(method.getName())
                && !method.getName().matches("(get|is|create[A-RT-Z]|createSQLXML|createStruct).*")
                && !List.of(method.getParameterTypes()).contains(String[].class));
  }

  @ParameterizedTest
  @MethodSource("databaseWork")
  void doesNothingOnceItsLeaseIsOver(SampleCall call) throws Exception {
    connection.abort(Runnable::run);

    assertThatThrownBy(() -> call.on(connection))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08006");
    assertThatThrownBy(() -> connection.prepareStatement(QUERY, new String[] {"ID"}))
        .hasMessageContaining("open a new connection");
    assertThat(connection.isValid(1)).isFalse();
    connection.clearWarnings();
  }
}
