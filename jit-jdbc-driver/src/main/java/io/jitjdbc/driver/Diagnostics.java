package io.jitjdbc.driver;

import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.sql.StatementKind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about a failed statement, without the values that it may quote: servers
 * print failing rows and duplicate keys, drivers print what they could not convert.
 */
final class Diagnostics {
  private static final String WITHHELD =
      "the database refused the statement; its message may quote masked values and is withheld";

  private Diagnostics() {}

  /** The exception to throw in place of the delegate's. */
  static SQLException clean(SQLException raw, Permission permission) {
    if (isHarmless(permission) || raw instanceof ApprovedRun.RevokedException) {
      return raw;
    }
    return rebuilt(raw, permission.touchesMasked() ? WITHHELD : withoutRows(raw, permission));
  }

  // A duplicate names the row that is there already, H2 with all its columns.
  private static @Nullable String withoutRows(SQLException raw, Permission permission) {
    return isConstraint(raw) && !permission.revealsEverything()
        ? ConstraintMessage.withoutValues(raw.getMessage())
        : raw.getMessage();
  }

  /** The same for a batch, by the permission that leaves the least in it. */
  static SQLException clean(SQLException raw, List<Permission> permissions) {
    Comparator<Permission> strictness =
        Comparator.comparing((Permission one) -> !one.isObserved())
            .thenComparing(Permission::touchesMasked)
            .thenComparing(one -> one.kind() == StatementKind.WRITE);
    return permissions.stream().max(strictness).map(one -> clean(raw, one)).orElse(raw);
  }

  /** The exception to throw when reading a masked cell failed. */
  static SQLException withheld(SQLException raw) {
    return new SQLException(WITHHELD, raw.getSQLState(), raw.getErrorCode());
  }

  // A write's diagnostics may quote columns that the statement never named, but only in the parts
  // beside the message: pgjdbc keeps the whole failing row in the exception object.
  private static boolean isHarmless(Permission permission) {
    return permission.isObserved()
        || (permission.kind() != StatementKind.WRITE && !permission.touchesMasked());
  }

  private static SQLException rebuilt(SQLException raw, @Nullable String message) {
    if (raw instanceof BatchUpdateException batch) {
      return new BatchUpdateException(
          message, raw.getSQLState(), raw.getErrorCode(), batch.getUpdateCounts());
    }
    if (raw instanceof SQLTimeoutException) {
      return new SQLTimeoutException(message, raw.getSQLState(), raw.getErrorCode());
    }
    if (raw instanceof SQLIntegrityConstraintViolationException || isConstraint(raw)) {
      return new SQLIntegrityConstraintViolationException(
          message, raw.getSQLState(), raw.getErrorCode());
    }
    if (isOfClass("08", raw)) {
      // Pools go by the state; a routine could signal it with a message of its own.
      return new SQLNonTransientConnectionException(message, raw.getSQLState(), raw.getErrorCode());
    }
    return new SQLException(message, raw.getSQLState(), raw.getErrorCode());
  }

  private static boolean isConstraint(SQLException raw) {
    return isOfClass("23", raw);
  }

  private static boolean isOfClass(String stateClass, SQLException raw) {
    return raw.getSQLState() != null && raw.getSQLState().startsWith(stateClass);
  }
}
