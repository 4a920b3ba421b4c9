package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Permission;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The keys that a statement generated, shown like the columns that they are. */
final class GeneratedKeys {
  private GeneratedKeys() {}

  static @Nullable ResultSet shown(EnforcingStatement statement, @Nullable ResultSet keys)
      throws SQLException {
    Permission granted = statement.permission();
    if (keys == null) {
      return null;
    }
    if (granted == null) {
      keys.close();
      throw Refusals.denied(
          "generated keys are shown after the one statement that made them; run a batch through a"
              + " prepared statement");
    }
    try {
      ColumnPlan plan = granted.keysPlan(KeyNames.labels(keys.getMetaData()));
      return EnforcingResultSet.ofKeys(statement, keys, granted, plan).handedOutKeys();
    } catch (RefusedException e) {
      keys.close();
      throw Refusals.of(e);
    }
  }
}
