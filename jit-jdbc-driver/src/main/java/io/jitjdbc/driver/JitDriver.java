package io.jitjdbc.driver;

import io.jitjdbc.driver.settings.JitUrl;
import io.jitjdbc.settings.InvalidSettingException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver for {@code jdbc:jit:} URLs: {@code jdbc:jit:postgresql://db/app} is {@code
 * jdbc:postgresql://db/app} with a verified subject, a leased login, and every statement decided,
 * masked and recorded.
 *
 * <p>Thread-safe. Does nothing, and starts no thread, before the first connection. Deregistering it
 * ends its leases and its thread.
 *
 * <p><b>Guarantees</b>: no object of the vendor's driver is handed out by which values could be
 * read past the masks. <b>Does not protect against</b> code in the same process that sets out to
 * defeat it, nor against who holds other credentials to the database.
 */
public final class JitDriver implements Driver {
  // Tools and pools make instances of their own, which nobody would ever deregister.
  private static final Connector CONNECTOR = new Connector(InstantSource.system(), new Overrides());

  static {
    register();
  }

  /** For loaders that instantiate drivers themselves; all instances share their leases. */
  public JitDriver() {}

  private static void register() {
    try {
      DriverManager.registerDriver(new JitDriver(), CONNECTOR::close);
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null) {
      throw new SQLException("the URL is null", "08001");
    }
    Optional<JitUrl> ours = parse(url);
    return ours.isEmpty()
        ? null
        : CONNECTOR.connect(ours.get(), info == null ? new Properties() : info);
  }

  private static Optional<JitUrl> parse(String url) throws SQLException {
    try {
      return JitUrl.parse(url);
    } catch (InvalidSettingException e) {
      throw new SQLException(e.getMessage(), "08001");
    }
  }

  /** Whether the URL begins with {@code jdbc:jit:}; asks neither the delegate nor the network. */
  @Override
  public boolean acceptsURL(@Nullable String url) {
    return JitUrl.isOurs(url);
  }

  /** Our settings, then the delegate's; never fails, whatever is missing. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) {
    return PropertyInfos.of(url, info == null ? new Properties() : info);
  }

  @Override
  public int getMajorVersion() {
    return Version.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return Version.MINOR;
  }

  /** False: what the delegate can do, less what is refused. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("jit-jdbc logs through SLF4J");
  }
}
