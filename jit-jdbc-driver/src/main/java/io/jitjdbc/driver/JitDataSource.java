package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.driver.settings.JitUrl;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.usage.UsageLedger;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Enforced connections for pools and programs, configured as a bean: a URL, and properties by name.
 * Parts that a program has at hand (a subject resolver, a broker, …) can be given instead of named.
 *
 * <p>Configure first, then use from any thread. Closing it ends its leases and closes what it made
 * itself; the parts that were given are left to whoever gave them.
 */
public final class JitDataSource implements DataSource, AutoCloseable {
  private final Properties properties = new Properties();
  private final Overrides overrides = new Overrides();
  private final Connector connector = new Connector(InstantSource.system(), overrides);
  private volatile String url = "";

  /** A data source that still needs its URL. */
  public JitDataSource() {}

  /** A {@code jdbc:jit:} URL. */
  public void setUrl(String jitUrl) {
    url = jitUrl;
  }

  public String getUrl() {
    return url;
  }

  /** All of these, ours and the delegate's, for each connection. */
  public void setProperties(Properties connectionProperties) {
    connectionProperties
        .stringPropertyNames()
        .forEach(name -> setProperty(name, connectionProperties.getProperty(name)));
  }

  /** One property, ours or the delegate's. */
  public void setProperty(String name, String value) {
    properties.setProperty(name, value);
  }

  /** What many pools and tools set; a password that is a token says who connects. */
  public void setPassword(String password) {
    setProperty("password", password);
  }

  /** Accepted because pools insist on it; the lease's login is used in its place. */
  public void setUser(String user) {
    setProperty("user", user);
  }

  /** Who says who connects, in place of {@code jit.subject}. */
  public void setSubjectResolver(SubjectResolver resolver) {
    overrides.subjects(resolver);
  }

  /**
   * Puts something before the resolver in use, given or named: most often to say on whose behalf
   * the calling thread acts ({@link SubjectResolver#current()}).
   */
  public void wrapSubjectResolver(UnaryOperator<SubjectResolver> wrapper) {
    overrides.wrapSubjects(wrapper);
  }

  /** Who leases the logins, in place of {@code jit.broker}. */
  public void setCredentialBroker(CredentialBroker broker) {
    overrides.broker(broker);
  }

  /** Who decides, in place of {@code jit.policy}. */
  public void setPolicyDecisionPoint(PolicyDecisionPoint policy) {
    overrides.policy(policy);
  }

  /** Who takes access requests to people, in place of {@code jit.approval}. */
  public void setApprovalService(ApprovalService approvals) {
    overrides.approvals(approvals);
  }

  /** Who counts what subjects have read, in place of {@code jit.usage}. */
  public void setUsageLedger(UsageLedger ledger) {
    overrides.usage(ledger);
  }

  /** Who keeps the audit events, in place of {@code jit.audit}. */
  public void setAuditSinks(List<AuditSink> sinks) {
    overrides.sinks(sinks);
  }

  /** A sink behind the others: it sees what they have accepted. */
  public void addAuditSink(AuditSink sink) {
    overrides.addSink(sink);
  }

  /**
   * The version of the policy that decides at this moment. Opens no connection, reads nothing but
   * files, and so tells whether the settings lead anywhere.
   *
   * @throws SQLException {@code 08001} if they do not; the message says what to do
   */
  public String policyVersion() throws SQLException {
    return connector.point(ours(), properties).policyVersion();
  }

  /**
   * What an operator must see to although statements go on, such as a policy that is not enforced
   * or a broken edit of it. Opens no connection.
   *
   * @throws SQLException {@code 08001} if the settings lead nowhere; the message says what to do
   */
  public Optional<String> policyProblem() throws SQLException {
    return connector.point(ours(), properties).policyProblem();
  }

  /**
   * What each audit sink has yet to carry elsewhere, as far as is known at this moment, for whoever
   * monitors; empty if none carries anything. Opens no connection and asks nobody: it may be asked
   * as often as one likes, from any thread. A sink begins to carry with the first event of this
   * data source, and knows of no backlog before.
   *
   * @throws SQLException {@code 08001} if the settings lead nowhere; the message says what to do
   */
  public List<AuditBacklog> auditBacklogs() throws SQLException {
    return connector.point(ours(), properties).auditBacklogs();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connect(properties);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    var info = new Properties(properties);
    if (user != null) {
      info.setProperty("user", user);
    }
    if (password != null) {
      info.setProperty("password", password);
    }
    return connect(info);
  }

  private Connection connect(Properties info) throws SQLException {
    return connector.connect(ours(), info);
  }

  private JitUrl ours() throws SQLException {
    try {
      return JitUrl.parse(url)
          .orElseThrow(
              () ->
                  new InvalidSettingException(
                      "the URL of a JitDataSource begins with " + JitUrl.PREFIX));
    } catch (InvalidSettingException e) {
      throw new SQLException(e.getMessage(), "08001");
    }
  }

  @Override
  public void close() {
    connector.close();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("jit-jdbc logs through SLF4J");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    if (seconds != 0) {
      throw new SQLFeatureNotSupportedException("set the login timeout of the vendor's driver");
    }
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("jit-jdbc logs through SLF4J");
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

  @Override
  public String toString() {
    return "JitDataSource";
  }
}
