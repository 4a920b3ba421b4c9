package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.policy.Explanation;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullUnmarked;

/** A connection that lives as long as its lease, and whose statements are all decided. */
@NullUnmarked
final class EnforcingConnection extends SettledConnection implements JitConnection {
  private final Connection raw;
  private final Session session;
  private final Whereabouts whereabouts;
  private final OpenTapes tapes = new OpenTapes();

  EnforcingConnection(Connection raw, Session session, Whereabouts whereabouts) {
    this.raw = raw;
    this.session = session;
    this.whereabouts = whereabouts;
  }

  @Override
  protected Connection delegate() {
    return raw;
  }

  Session session() {
    return session;
  }

  void requireLease() throws SQLException {
    try {
      session.tenure().require();
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  private void requireOpen() throws SQLException {
    try {
      session.tenure().requireNotEnded();
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  /** The refusal of a statement, for which the end of the lease may be all that was wrong. */
  SQLException refusedStatement(RefusedException e) {
    return refused(session.tenure().ending().orElse(e));
  }

  /** The refusal as JDBC knows it; a lease that is over takes the physical connection with it. */
  SQLException refused(RefusedException e) {
    if (e.state() == SqlState.LEASE_ENDED) {
      session.expire();
      whereabouts.abort();
    }
    return Refusals.of(e);
  }

  /**
   * What to throw in place of an exception of the delegate's: that the lease is over, if that is
   * why the statement was cut off.
   */
  SQLException ended(SQLException otherwise) {
    return session.tenure().ending().map(this::refused).orElse(otherwise);
  }

  @Override
  public Explanation explain(String sql) throws SQLException {
    return explained(() -> session.explain(sql));
  }

  @Override
  public Explanation explain(String sql, Subject about) throws SQLException {
    return explained(() -> session.explain(sql, about));
  }

  @FunctionalInterface
  private interface Question {
    Explanation ask() throws RefusedException;
  }

  private Explanation explained(Question question) throws SQLException {
    return whereabouts.stay(
        () -> {
          try {
            return question.ask();
          } catch (RefusedException e) {
            throw refused(e);
          }
        });
  }

  @Override
  public Statement createStatement() throws SQLException {
    requireOpen();
    return new EnforcingStatement(this, raw.createStatement());
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    requireOpen();
    return new EnforcingStatement(this, raw.createStatement(type, concurrency));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    requireOpen();
    return new EnforcingStatement(this, raw.createStatement(type, concurrency, holdability));
  }

  @FunctionalInterface
  private interface Preparation<S> {
    S prepare() throws SQLException;
  }

  private PreparedStatement prepared(String sql, Preparation<PreparedStatement> preparation)
      throws SQLException {
    vet(sql);
    return new EnforcingPreparedStatement(this, preparation.prepare(), sql);
  }

  private void vet(String sql) throws SQLException {
    try {
      session.vet(sql);
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  private CallableStatement callable(String sql, Preparation<CallableStatement> preparation)
      throws SQLException {
    vet(sql);
    return new EnforcingCallableStatement(this, preparation.prepare(), sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepared(sql, () -> raw.prepareStatement(sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepared(sql, () -> raw.prepareStatement(sql, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepared(sql, () -> raw.prepareStatement(sql, type, concurrency, holdability));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepared(sql, () -> raw.prepareStatement(sql, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] keys) throws SQLException {
    return prepared(sql, () -> raw.prepareStatement(sql, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] keys) throws SQLException {
    KeyNames.check(keys);
    return prepared(sql, () -> raw.prepareStatement(sql, keys));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return callable(sql, () -> raw.prepareCall(sql));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return callable(sql, () -> raw.prepareCall(sql, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return callable(sql, () -> raw.prepareCall(sql, type, concurrency, holdability));
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    requireLease();
    return raw.nativeSQL(sql);
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return new EnforcingDatabaseMetaData(this, raw.getMetaData());
  }

  @Override
  public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    return new EnforcingArray(raw.createArrayOf(typeName, elements));
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    requireLease();
    raw.setAutoCommit(autoCommit);
    whereabouts.autoCommitSet();
  }

  @Override
  public void commit() throws SQLException {
    requireLease();
    raw.commit();
    whereabouts.transactionEnded();
  }

  @Override
  public void rollback() throws SQLException {
    requireLease();
    raw.rollback();
    whereabouts.transactionEnded();
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    requireLease();
    raw.rollback(savepoint);
    whereabouts.settle();
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    requireLease();
    raw.setReadOnly(readOnly);
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    requireLease();
    raw.setTransactionIsolation(level);
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    requireLease();
    return raw.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    requireLease();
    return raw.setSavepoint(name);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    requireLease();
    raw.releaseSavepoint(savepoint);
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    requireLease();
    whereabouts.move(() -> raw.setCatalog(catalog));
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    requireLease();
    whereabouts.move(() -> raw.setSchema(schema));
  }

  @Override
  public void setClientInfo(String name, String value) throws SQLClientInfoException {
    if (!ClientProperties.apply(session, name, value)) {
      raw.setClientInfo(name, value);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    // They take the place of what was set before: what is not among them is cleared.
    session.acting().asOpened();
    var rest = new Properties();
    for (String name : properties.stringPropertyNames()) {
      if (!ClientProperties.apply(session, name, properties.getProperty(name))) {
        rest.setProperty(name, properties.getProperty(name));
      }
    }
    raw.setClientInfo(rest);
  }

  @Override
  public String getClientInfo(String name) throws SQLException {
    return ClientProperties.isOurs(name)
        ? ClientProperties.read(session, name)
        : raw.getClientInfo(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    var all = new Properties();
    all.putAll(raw.getClientInfo());
    all.setProperty(ClientProperties.PURPOSE, session.acting().purpose());
    return all;
  }

  /** What one request said about itself is not to count for the next one. */
  @Override
  public void endRequest() throws SQLException {
    session.acting().asOpened();
    raw.endRequest();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    try {
      // A server's notices on a connection belong to no statement whose masks could cover them.
      return session.isObserved() ? raw.getWarnings() : null;
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  @Override
  public void clearWarnings() throws SQLException {
    // Pools call this when a connection comes back, which must not fail because its time is over.
    if (session.tenure().lasts()) {
      raw.clearWarnings();
    }
  }

  /** False before the lease ends, so that a pool replaces the connection while nobody uses it. */
  @Override
  public boolean isValid(int timeout) throws SQLException {
    return session.tenure().isWorthLending() && raw.isValid(timeout);
  }

  @Override
  public void close() throws SQLException {
    tapes.endAll("closed");
    session.end("closed");
    whereabouts.end();
    raw.close();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    tapes.endAll("closed");
    session.end("aborted");
    whereabouts.end();
    raw.abort(executor);
  }

  /** What is being recorded on it. */
  OpenTapes tapes() {
    return tapes;
  }

  @Override
  public String toString() {
    return "connection of jit-jdbc to " + session.target();
  }
}
