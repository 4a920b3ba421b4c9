package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.RowBudgets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one statement, masked by its plan, metered against its row limit, and recorded when
 * they end.
 */
@NullUnmarked
final class EnforcingResultSet extends MaskingResultSet implements JitResultSet, CellTape.Owner {
  private final ResultOwner owner;
  private final ResultSet raw;
  private final Permission permission;
  private final ShownColumns columns;

  /** Two threads would count one row where they read two; null where rows are not limited. */
  private final @Nullable Turns meter;

  /** Null where the policy counts no rows of other results beside these, nor what is in them. */
  private final @Nullable RowBudgets budgets;

  /** What is counted; null where nothing is. */
  private final @Nullable ReturnedRow row;

  /** Null as long as nobody has approved anything that could be taken back. */
  private @Nullable Standing standing;

  private long rows;
  private long limit;

  /** Null where what is read is not recorded. */
  private @Nullable CellTape tape;

  private ResultSet handedOut = this;
  private boolean exhausted;
  private boolean closed;

  private EnforcingResultSet(
      ResultOwner owner,
      ResultSet raw,
      Permission permission,
      ShownColumns columns,
      @Nullable RowBudgets budgets) {
    super(raw, columns.byIndex(), new ColumnsRead());
    this.columns = columns;
    this.owner = owner;
    this.raw = raw;
    this.permission = permission;
    this.limit = permission.rowLimit();
    this.budgets = budgets;
    this.row = budgets == null ? null : new ReturnedRow(raw);
    this.meter = limit == Long.MAX_VALUE && budgets == null ? null : new Turns();
    this.standing = permission.isApproved() ? Standing.of(permission) : null;
  }

  /** Puts a plan over raw rows. */
  static EnforcingResultSet of(
      ResultOwner owner, ResultSet raw, Permission permission, ColumnPlan plan)
      throws SQLException {
    return new EnforcingResultSet(
        owner, raw, permission, ShownColumns.of(plan, raw, permission), permission.budgets(plan));
  }

  /** Puts a plan over the keys that the statement generated. */
  static EnforcingResultSet ofKeys(
      ResultOwner owner, ResultSet raw, Permission permission, ColumnPlan plan)
      throws SQLException {
    return new EnforcingResultSet(
        owner, raw, permission, ShownColumns.of(plan, raw, permission), permission.keysBudgets());
  }

  /**
   * As the caller gets it: where the policy has reads recorded, through what records them.
   *
   * @throws RefusedException if they cannot be
   */
  ResultSet handedOut() throws SQLException, RefusedException {
    return handedOut(permission::tags);
  }

  /** The same once more. */
  ResultSet face() {
    return handedOut;
  }

  /** The same for generated keys, of which it is not told where they come from. */
  ResultSet handedOutKeys() throws SQLException, RefusedException {
    return handedOut(index -> permission.unprovenTags());
  }

  private ResultSet handedOut(IntFunction<String> tags) throws SQLException, RefusedException {
    if (tape == null && permission.recordsReads()) {
      tape =
          CellTape.open(
              permission, columns.recorded(getMetaData(), tags), this, owner.connection().tapes());
      handedOut = new RecordingResultSet(this, tape);
    }
    return handedOut;
  }

  @Override
  public void stop(int unread) throws SQLException {
    rows -= unread;
    end("denied", SqlState.DENIED.code());
    raw.close();
  }

  @Override
  public boolean next() throws SQLException {
    boolean more = meter == null ? counted(oneFurther()) : move(raw::next);
    if (!more) {
      exhaust();
    }
    return more;
  }

  private void exhaust() {
    exhausted = true;
    if (budgets != null) {
      // Many programs leave a result open when they have read it.
      budgets.giveBack();
    }
  }

  /** Every way to a row counts: the meter cannot be walked around. */
  private boolean move(Turns.Work<Boolean> move) throws SQLException {
    return meter == null ? counted(moved(move)) : meter.alone(() -> metered(move));
  }

  private boolean metered(Turns.Work<Boolean> move) throws SQLException {
    // While somebody is asked, the cursor already stands on a row that may not be read.
    withhold(rows >= limit || (budgets != null && !budgets.holdRow()));
    boolean onRow = counted(moved(move));
    withhold(false);
    return onRow;
  }

  /** As {@link #moved}, for the step that is taken once a row. */
  private boolean oneFurther() throws SQLException {
    try {
      return raw.next();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private boolean moved(Turns.Work<Boolean> move) throws SQLException {
    try {
      return move.run();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private boolean counted(boolean onRow) throws SQLException {
    if (onRow && ++rows > limit) {
      askForMore();
    } else if (onRow && standing != null) {
      requireStanding(standing);
    }
    if (onRow && budgets != null) {
      count(budgets);
    }
    return onRow;
  }

  private void count(RowBudgets all) throws SQLException {
    release(
        () -> {
          row.moved();
          all.take(rows - 1, row);
          if (standing == null && permission.isApproved()) {
            standing = Standing.renewed(permission);
          }
        });
  }

  private void requireStanding(Standing approved) throws SQLException {
    release(approved::require);
  }

  private void askForMore() throws SQLException {
    release(
        () -> {
          if (standing != null) {
            standing.require();
          }
          limit = permission.beyondLimit();
          standing = permission.isApproved() ? Standing.renewed(permission) : null;
        });
  }

  @FunctionalInterface
  private interface Consent {
    void give() throws RefusedException;
  }

  /** The row on which the cursor stands, or nothing more. */
  private void release(Consent consent) throws SQLException {
    boolean granted = false;
    try {
      consent.give();
      granted = true;
    } catch (RefusedException e) {
      throw Refusals.of(e);
    } finally {
      if (!granted) {
        // The cursor already stands on a row that may not be read.
        stop(1);
      }
    }
  }

  private SQLException failed(SQLException e) {
    end("failed", e.getSQLState());
    if (rows == 0) {
      permission.giveBack();
    }
    return owner.connection().ended(Diagnostics.clean(e, permission));
  }

  @Override
  public boolean first() throws SQLException {
    return move(raw::first);
  }

  @Override
  public boolean last() throws SQLException {
    return move(raw::last);
  }

  @Override
  public boolean previous() throws SQLException {
    return move(raw::previous);
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    return move(() -> raw.absolute(row));
  }

  @Override
  public boolean relative(int count) throws SQLException {
    return move(() -> raw.relative(count));
  }

  @Override
  public void close() throws SQLException {
    end();
    raw.close();
    owner.closedResult(this);
  }

  /** Records the end of the rows. */
  void end() {
    end(exhausted ? "exhausted" : "closed", "");
  }

  private void end(String outcome, @Nullable String sqlState) {
    if (!closed) {
      closed = true;
      if (budgets != null) {
        budgets.close();
      }
      if (tape != null) {
        tape.end(outcome);
      }
      permission.finish(outcome, sqlState == null ? "" : sqlState, rows, columnsRead());
    }
  }

  /** Whatever the delegate could do: see {@link #readOnly}. */
  @Override
  public int getConcurrency() {
    return CONCUR_READ_ONLY;
  }

  @Override
  public Statement getStatement() {
    return owner.statement();
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return columns.describe(raw.getMetaData());
  }

  @Override
  public boolean isMasked(int columnIndex) {
    return maskReason(columnIndex).isPresent();
  }

  @Override
  public boolean isMasked(String columnLabel) throws SQLException {
    return isMasked(findColumn(columnLabel));
  }

  @Override
  public Optional<String> maskReason(int columnIndex) {
    return columns.reason(columnIndex);
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    return permission.touchesMasked() ? null : raw.getWarnings();
  }

  @Override
  protected SQLException readOnly() {
    return Refusals.denied(
        "a result set cannot be written through, because that would go past the policy and could"
            + " put masks over real values. Use INSERT, UPDATE or DELETE");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Refusals.notAWayOut(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
