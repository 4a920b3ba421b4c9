package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.enforcement.Permission;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes down which OUT parameters are read: a result of one row, which begins with the first. */
final class OutTape implements CellTape.Owner {
  private final EnforcingCallableStatement statement;
  private @Nullable Permission ran;
  private @Nullable CellTape tape;

  OutTape(EnforcingCallableStatement statement) {
    this.statement = statement;
  }

  /** The value as it is handed out, after it was recorded if it has to be. */
  <T> @Nullable T told(
      @Nullable Permission granted, int index, Accessor accessor, @Nullable T value)
      throws SQLException {
    if (granted == null || !granted.recordsReads()) {
      return value;
    }
    CellTape current = tape(granted);
    current.begin();
    try {
      // What a getter of a number returns for null is told as the null that it is.
      boolean none = isZero(value) && wasNull();
      T handed = current.told(index, accessor, none ? null : value);
      current.flush();
      return none ? value : handed;
    } finally {
      current.done();
    }
  }

  private static boolean isZero(@Nullable Object value) {
    return Boolean.FALSE.equals(value)
        || (value instanceof Number number && number.doubleValue() == 0);
  }

  private synchronized CellTape tape(Permission granted) throws SQLException {
    CellTape known = tape;
    if (known == null || ran != granted) {
      end();
      try {
        known = CellTape.open(granted, columns(granted), this, statement.connection().tapes());
      } catch (RefusedException e) {
        throw Refusals.of(e);
      }
      tape = known;
      ran = granted;
      known.begin();
      try {
        known.moved();
      } finally {
        known.done();
      }
    }
    return known;
  }

  private List<ResultColumn> columns(Permission granted) {
    BitSet registered = statement.registrations().under(granted);
    var columns = new ArrayList<ResultColumn>();
    for (int index = 1; index < registered.length(); index++) {
      String mask = isMasked(granted, index, registered) ? "as the policy declares" : "";
      columns.add(new ResultColumn("parameter " + index, "", 0, mask, granted.unprovenTags()));
    }
    return columns;
  }

  private static boolean isMasked(Permission granted, int index, BitSet registered) {
    try {
      return granted.parameter(index, registered).isPresent();
    } catch (RefusedException e) {
      // It is not shown at all, so that there is nothing to keep less of.
      return false;
    }
  }

  /** None is read any more. */
  synchronized void end() {
    if (tape != null) {
      tape.end("closed");
    }
    tape = null;
    ran = null;
  }

  @Override
  public boolean wasNull() throws SQLException {
    return statement.wasNull();
  }

  /** There is no cursor to close; the tape itself lets nothing through any more. */
  @Override
  public void stop(int unread) {
    if (tape != null) {
      tape.end("denied");
    }
  }
}
