package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.enforcement.Permission;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the database says of a failure, and what may be repeated of it. */
class DiagnosticsTest {
  private static final String QUOTE = "row (zqalice) failed";
  private static final Shop SHOP = Shop.open();

  @AfterAll
  static void close() throws SQLException {
    SHOP.close();
  }

  private static Permission permission(String group, String sql) throws SQLException {
    try (Connection connection = SHOP.connect("ana", group);
        var statement = (EnforcingStatement) connection.createStatement()) {
      return statement.permit(sql, BoundValues::none);
    }
  }

  static Stream<SQLException> failures() {
    return Stream.of(
        new BatchUpdateException(QUOTE, "22001", 7, new int[] {1, -3}),
        new SQLTimeoutException(QUOTE, "57014", 7),
        new SQLIntegrityConstraintViolationException(QUOTE, "23505", 7),
        new SQLException(QUOTE, "22001", 7),
        new SQLException(QUOTE, null, 7));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void withholdsWhatMayQuoteAMaskedValue(SQLException raw) throws SQLException {
    SQLException clean =
        Diagnostics.clean(raw, permission("analysts", "SELECT email FROM customers"));

    assertThat((Throwable) clean).isExactlyInstanceOf(raw.getClass()).isNotSameAs(raw);
    assertThat((Throwable) clean)
        .hasMessageContaining("withheld")
        .hasMessageNotContaining("zqalice");
    assertThat(clean.getSQLState()).isEqualTo(raw.getSQLState());
    assertThat(clean.getErrorCode()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void repeatsTheMessageOfAWriteButNeitherARowInItNorTheObjectAroundIt(SQLException raw)
      throws SQLException {
    raw.setNextException(new SQLException("detail: zqbob"));
    SQLException clean =
        Diagnostics.clean(raw, permission("clerks", "DELETE FROM orders WHERE id = 1"));

    assertThat((Throwable) clean).isNotSameAs(raw);
    assertThat(clean.getMessage())
        .satisfiesAnyOf(
            message -> assertThat(message).isEqualTo(QUOTE),
            message -> assertThat(message).doesNotContain("zqalice"));
    assertThat((Throwable) clean.getNextException()).isNull();
  }

  @Test
  void knowsAConstraintByItsState() throws SQLException {
    Permission masked = permission("analysts", "SELECT email FROM customers");
    assertThat((Throwable) Diagnostics.clean(new SQLException(QUOTE, "23505"), masked))
        .isInstanceOf(SQLIntegrityConstraintViolationException.class);
  }

  @Test
  void tellsPoolsThatAConnectionIsBrokenButNotWhatItSaid() throws SQLException {
    var broken = new SQLException(QUOTE, "08006");

    SQLException cleaned =
        Diagnostics.clean(broken, permission("analysts", "SELECT email FROM customers"));

    assertThat((Throwable) cleaned)
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessageNotContaining(QUOTE);
    assertThat(cleaned.getSQLState()).isEqualTo("08006");
  }

  @Test
  void passesWhatAClearReadSays() throws SQLException {
    var failed = new SQLException(QUOTE, "22012");
    Permission clear = permission("analysts", "SELECT id FROM orders");

    assertThat((Throwable) Diagnostics.clean(failed, clear)).isSameAs(failed);
  }

  @Test
  void givesEachRefusalTheClassThatPoolsKnow() {
    assertThat(refusal(SqlState.DENIED)).isExactlyInstanceOf(SQLException.class);
    assertThat(refusal(SqlState.CANCELLED)).isExactlyInstanceOf(SQLException.class);
    assertThat(refusal(SqlState.CREDENTIAL_REFUSED))
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
    assertThat(refusal(SqlState.LEASE_ENDED))
        .isInstanceOf(SQLNonTransientConnectionException.class);
    assertThat(refusal(SqlState.UNREACHABLE)).isInstanceOf(SQLTransientConnectionException.class);
  }

  private static Throwable refusal(SqlState state) {
    SQLException refusal = Refusals.of(new RefusedException(state, "because"));
    assertThat(refusal.getSQLState()).isEqualTo(state.code());
    return refusal;
  }
}
