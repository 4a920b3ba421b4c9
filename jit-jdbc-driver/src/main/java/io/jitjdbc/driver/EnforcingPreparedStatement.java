package io.jitjdbc.driver;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** A prepared statement: its text is decided each time it runs, with what is bound then. */
@NullUnmarked
class EnforcingPreparedStatement extends BindingStatement {
  private final String sql;
  private final PreparedStatement raw;

  EnforcingPreparedStatement(EnforcingConnection connection, PreparedStatement raw, String sql) {
    super(connection, raw);
    this.raw = raw;
    this.sql = sql;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return query(sql, values(), raw::executeQuery);
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) update(sql, values(), raw::executeUpdate);
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return update(sql, values(), raw::executeLargeUpdate);
  }

  @Override
  public boolean execute() throws SQLException {
    return any(sql, values(), raw::execute);
  }

  @Override
  public void addBatch() throws SQLException {
    alone(
        () -> {
          raw.addBatch();
          values().addToBatch();
          return null;
        });
  }

  @Override
  public void clearBatch() throws SQLException {
    super.clearBatch();
    alone(
        () -> {
          values().clearBatch();
          return null;
        });
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return runRows(raw::executeBatch);
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return runRows(raw::executeLargeBatch);
  }

  private <R> R runRows(Execution<R> execution) throws SQLException {
    return alone(
        () -> {
          R counts = run(sql, values().batched(), execution);
          values().clearBatch();
          finishBatch();
          return counts;
        });
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    ResultSetMetaData metaData = raw.getMetaData();
    return metaData == null ? null : new DescribedResult(metaData);
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return new DescribedParameters(raw.getParameterMetaData());
  }

  /** The text with its bind values is what most drivers print here. */
  @Override
  public String toString() {
    return "prepared statement of jit-jdbc";
  }
}
