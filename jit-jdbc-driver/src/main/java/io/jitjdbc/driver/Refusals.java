package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

/**
 * Refusals as JDBC knows them. Never a {@code SQLTimeoutException} and never {@code 0A000}: pools
 * throw the connection away on both.
 */
final class Refusals {
  private Refusals() {}

  static SQLException of(RefusedException refused) {
    String code = refused.state().code();
    return switch (refused.state()) {
      case DENIED, CANCELLED -> new SQLException(refused.getMessage(), code);
      case CREDENTIAL_REFUSED ->
          new SQLInvalidAuthorizationSpecException(refused.getMessage(), code);
      case LEASE_ENDED -> new SQLNonTransientConnectionException(refused.getMessage(), code);
      case UNREACHABLE -> new SQLTransientConnectionException(refused.getMessage(), code);
    };
  }

  static SQLException denied(String message) {
    return new SQLException(message, SqlState.DENIED.code());
  }

  /** For {@code unwrap}: nothing behind our objects is handed out. */
  static SQLException notAWayOut(Class<?> type) {
    return denied(
        "jit-jdbc does not hand out the object behind this one ("
            + type.getName()
            + "), because it would lead past masks and audit");
  }
}
