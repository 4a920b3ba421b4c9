package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.driver.forward.ForwardingStatement;
import io.jitjdbc.enforcement.Ask;
import io.jitjdbc.enforcement.Binds;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Patience;
import io.jitjdbc.enforcement.Permission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A statement whose every text is decided before it runs. */
@NullUnmarked
class EnforcingStatement extends ForwardingStatement implements ResultOwner {
  // Set some four times for each execution: without a fence, which none of their readers needs.
  private static final AtomicReferenceFieldUpdater<EnforcingStatement, Permission> PERMISSION =
      AtomicReferenceFieldUpdater.newUpdater(
          EnforcingStatement.class, Permission.class, "permission");
  private static final AtomicReferenceFieldUpdater<EnforcingStatement, EnforcingResultSet> RESULT =
      AtomicReferenceFieldUpdater.newUpdater(
          EnforcingStatement.class, EnforcingResultSet.class, "result");

  private final EnforcingConnection connection;
  private final Statement raw;
  private final Patience patience;
  private final Turns turns = new Turns();
  private final TextBatch batch;
  private Duration queryTimeout = Duration.ZERO;
  private volatile @Nullable Permission permission;
  private volatile @Nullable EnforcingResultSet result;

  private final ResultPlace place = new ResultPlace();

  EnforcingStatement(EnforcingConnection connection, Statement raw) {
    this.connection = connection;
    this.patience = new Patience(() -> connection.whereabouts().holdsWrites());
    this.raw = raw;
    this.batch = new TextBatch(this, raw);
  }

  @Override
  protected Statement delegate() {
    return raw;
  }

  /** What the delegate does once it is permitted. */
  @FunctionalInterface
  interface Execution<R> extends Turns.Work<R> {}

  /** Runs while no other thread uses the statement. */
  final <R> R alone(Execution<R> work) throws SQLException {
    return turns.alone(work);
  }

  final Turns turns() {
    return turns;
  }

  /** Decides a text and runs it, in a turn; nothing of the delegate's is handed out here. */
  final <R> R run(String sql, Binds binds, Execution<R> execution) throws SQLException {
    return connection.whereabouts().stay(() -> decided(sql, binds, execution));
  }

  private <R> R decided(String sql, Binds binds, Execution<R> execution) throws SQLException {
    Permission granted = permit(sql, binds);
    endResult();
    // Until it has run there is nothing to show: what the delegate still holds is another's result.
    PERMISSION.lazySet(this, null);
    place.first();
    connection.whereabouts().before(raw);
    try {
      R outcome =
          granted.isApproved()
              ? ApprovedRun.run(raw, List.of(granted), execution)
              : execution.run();
      PERMISSION.lazySet(this, granted);
      return outcome;
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      granted.finish(ApprovedRun.outcome(e), state, 0);
      granted.giveBack();
      throw connection.ended(Diagnostics.clean(e, granted));
    } finally {
      connection.whereabouts().after(granted);
    }
  }

  final Permission permit(String sql, Binds binds) throws SQLException {
    try {
      return connection.session().permit(new Ask(sql, binds, patience, queryTimeout));
    } catch (RefusedException e) {
      throw connection.refusedStatement(e);
    }
  }

  final ResultSet query(String sql, Binds binds, Execution<ResultSet> execution)
      throws SQLException {
    turns.beginAlone();
    try {
      return wrapped(run(sql, binds, execution));
    } finally {
      turns.endAlone();
    }
  }

  final long update(String sql, Binds binds, Execution<? extends Number> execution)
      throws SQLException {
    turns.beginAlone();
    try {
      long count = run(sql, binds, execution).longValue();
      place.unknown();
      finish("updated", count);
      return count;
    } finally {
      turns.endAlone();
    }
  }

  final boolean any(String sql, Binds binds, Execution<Boolean> execution) throws SQLException {
    turns.beginAlone();
    try {
      boolean isQuery = run(sql, binds, execution);
      if (!isQuery) {
        place.none();
        finish("updated", raw.getUpdateCount());
      }
      return isQuery;
    } finally {
      turns.endAlone();
    }
  }

  /** Records the end of a batch of rows; their counts are the caller's to add up. */
  final void finishBatch() {
    place.unknown();
    finish("updated", 0);
  }

  private void finish(String outcome, long count) {
    Permission granted = permission;
    if (granted != null && !granted.isFinished()) {
      granted.finish(outcome, "", Math.max(0, count));
    }
  }

  /** The one place where raw rows get their plan. */
  private @Nullable ResultSet wrapped(@Nullable ResultSet rows) throws SQLException {
    Permission granted = permission;
    if (rows == null || granted == null) {
      return null;
    }
    try {
      ColumnPlan settled = granted.settledPlan();
      ColumnPlan plan = settled == null ? place.plan(granted, rows.getMetaData()) : settled;
      EnforcingResultSet wrapped = EnforcingResultSet.of(this, rows, granted, plan);
      RESULT.lazySet(this, wrapped);
      return wrapped.handedOut();
    } catch (RefusedException e) {
      rows.close();
      granted.finish("denied", e.state().code(), 0);
      throw Refusals.of(e);
    }
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return query(sql, BoundValues::none, () -> raw.executeQuery(sql));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return (int) update(sql, BoundValues::none, () -> raw.executeUpdate(sql));
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return any(sql, BoundValues::none, () -> raw.execute(sql));
  }

  @Override
  public int executeUpdate(String sql, int keys) throws SQLException {
    return (int) update(sql, BoundValues::none, () -> raw.executeUpdate(sql, keys));
  }

  @Override
  public int executeUpdate(String sql, int[] keys) throws SQLException {
    return (int) update(sql, BoundValues::none, () -> raw.executeUpdate(sql, keys));
  }

  @Override
  public int executeUpdate(String sql, String[] keys) throws SQLException {
    KeyNames.check(keys);
    return (int) update(sql, BoundValues::none, () -> raw.executeUpdate(sql, keys));
  }

  @Override
  public boolean execute(String sql, int keys) throws SQLException {
    return any(sql, BoundValues::none, () -> raw.execute(sql, keys));
  }

  @Override
  public boolean execute(String sql, int[] keys) throws SQLException {
    return any(sql, BoundValues::none, () -> raw.execute(sql, keys));
  }

  @Override
  public boolean execute(String sql, String[] keys) throws SQLException {
    KeyNames.check(keys);
    return any(sql, BoundValues::none, () -> raw.execute(sql, keys));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return update(sql, BoundValues::none, () -> raw.executeLargeUpdate(sql));
  }

  @Override
  public long executeLargeUpdate(String sql, int keys) throws SQLException {
    return update(sql, BoundValues::none, () -> raw.executeLargeUpdate(sql, keys));
  }

  @Override
  public long executeLargeUpdate(String sql, int[] keys) throws SQLException {
    return update(sql, BoundValues::none, () -> raw.executeLargeUpdate(sql, keys));
  }

  @Override
  public long executeLargeUpdate(String sql, String[] keys) throws SQLException {
    KeyNames.check(keys);
    return update(sql, BoundValues::none, () -> raw.executeLargeUpdate(sql, keys));
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    alone(() -> batch.add(sql));
  }

  @Override
  public void clearBatch() throws SQLException {
    alone(
        () -> {
          batch.clear();
          raw.clearBatch();
          return null;
        });
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return alone(() -> connection.whereabouts().stay(() -> runBatch(raw::executeBatch)));
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return alone(() -> connection.whereabouts().stay(() -> runBatch(raw::executeLargeBatch)));
  }

  private <R> R runBatch(Execution<R> execution) throws SQLException {
    List<Permission> granted = batch.permits();
    endResult();
    PERMISSION.lazySet(this, null);
    R counts = batch.run(granted, execution);
    PERMISSION.lazySet(this, Permission.observed(granted).orElse(null));
    return counts;
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return alone(() -> result == null ? wrapped(raw.getResultSet()) : result.face());
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return alone(() -> moreResults(raw::getMoreResults));
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    return alone(() -> moreResults(() -> raw.getMoreResults(current)));
  }

  /** A single statement's plan is for its first result alone. */
  private boolean moreResults(Execution<Boolean> execution) throws SQLException {
    Permission granted = permission;
    boolean more = execution.run();
    endResult();
    place.next(more);
    if (more && (granted == null || !granted.hasFurtherResults())) {
      raw.getResultSet().close();
      throw Refusals.denied("the database returned a second result that was not decided");
    }
    return more;
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return alone(() -> GeneratedKeys.shown(this, raw.getGeneratedKeys()));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connection;
  }

  @Override
  public final EnforcingConnection connection() {
    return connection;
  }

  /** Under which the statement ran last; null if it has not. */
  final @Nullable Permission permission() {
    return permission;
  }

  @Override
  public final Statement statement() {
    return this;
  }

  @Override
  public final void closedResult(EnforcingResultSet closed) {
    if (result == closed) {
      RESULT.lazySet(this, null);
    }
  }

  void endResult() {
    EnforcingResultSet last = result;
    if (last != null) {
      last.end();
      RESULT.lazySet(this, null);
    } else {
      finish("closed", 0);
    }
  }

  /** Bounds the wait for people as well. */
  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    raw.setQueryTimeout(seconds);
    queryTimeout = Duration.ofSeconds(seconds);
  }

  @Override
  public void cancel() throws SQLException {
    patience.end("the statement was cancelled");
    raw.cancel();
  }

  @Override
  public void close() throws SQLException {
    patience.end("the statement was closed");
    endResult();
    raw.close();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    Permission granted = permission;
    return granted == null || granted.touchesMasked() ? null : raw.getWarnings();
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    throw Refusals.denied("cursors cannot be named, because rows would be written through them");
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    // Cutting a value changes what a mask shows of it, so only "no limit" is passed on.
    if (max != 0) {
      throw Refusals.denied("values cannot be cut by the driver; read the part that you need");
    }
    raw.setMaxFieldSize(max);
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
