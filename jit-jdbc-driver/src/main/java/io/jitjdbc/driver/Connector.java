package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.delegate.DelegateDriver;
import io.jitjdbc.driver.catalog.Scratch;
import io.jitjdbc.driver.catalog.SessionPlaces;
import io.jitjdbc.driver.catalog.SideConnections;
import io.jitjdbc.driver.settings.ConnectionSettings;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.driver.settings.JitUrl;
import io.jitjdbc.driver.settings.SettingsReader;
import io.jitjdbc.enforcement.Admission;
import io.jitjdbc.enforcement.Arrival;
import io.jitjdbc.enforcement.EnforcementPoint;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.identity.TokenLookup;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** From a URL and properties to an enforced connection. */
final class Connector implements AutoCloseable {
  private static final String PASSWORD = "password";
  private static final int MOST_DELEGATES = 100;

  private final Map<Wanted, DelegateDriver> delegates = new ConcurrentHashMap<>();

  private final SettingsReader reader = new SettingsReader();
  private final EnforcementPoints points;

  Connector(InstantSource clock, Overrides overrides) {
    this.points = new EnforcementPoints(clock, overrides);
  }

  /**
   * Opens a connection.
   *
   * @throws SQLException {@code 28000} if the subject or its lease is refused, {@code 08001} for
   *     everything else that keeps it from opening; the message says what to do
   */
  Connection connect(JitUrl url, Properties info) throws SQLException {
    try {
      ConnectionSettings settings = reader.read(url, info);
      DelegateDriver delegate = delegate(settings);
      return open(settings, delegate, points.get(settings));
    } catch (InvalidSettingException e) {
      throw new SQLException(e.getMessage(), SqlState.UNREACHABLE.code());
    } catch (RefusedException e) {
      throw Refusals.of(e);
    }
  }

  /** What decides about such connections, without opening one. */
  EnforcementPoint point(JitUrl url, Properties info) throws SQLException {
    try {
      return points.get(reader.read(url, info));
    } catch (InvalidSettingException e) {
      throw new SQLException(e.getMessage(), SqlState.UNREACHABLE.code());
    }
  }

  @Override
  public void close() {
    points.close();
  }

  /** Looking through every service file is too much for each connection of a pool. */
  private DelegateDriver delegate(ConnectionSettings settings) throws SQLException {
    String className = settings.values().find(DriverSettings.DELEGATE_DRIVER).orElse("");
    var wanted =
        new Wanted(
            settings.delegateUrl(), className, Thread.currentThread().getContextClassLoader());
    DelegateDriver known = delegates.get(wanted);
    if (known == null) {
      known = DelegateDriver.find(wanted.url(), wanted.className());
      if (delegates.size() >= MOST_DELEGATES) {
        delegates.clear();
      }
      delegates.put(wanted, known);
    }
    return known;
  }

  /** Drivers are searched on the thread's class loader as well. */
  private record Wanted(String url, String className, @Nullable ClassLoader callers) {}

  private static Connection open(
      ConnectionSettings settings, DelegateDriver delegate, EnforcementPoint point)
      throws SQLException, RefusedException {
    Admission admission = point.admit(arrival(settings));
    try {
      return begin(settings, delegate, point, admission);
    } catch (SQLException e) {
      if (admission.isNew() || !isLoginRefused(e)) {
        throw e;
      }
      // A shared lease may have been ended behind our back; one fresh one is worth a try.
      Admission again = point.admitAgain(admission);
      return begin(settings, delegate, point, again);
    }
  }

  private static Arrival arrival(ConnectionSettings settings) throws RefusedException {
    SettingValues values = settings.values();
    String password = settings.delegateProperties().getProperty(PASSWORD, "");
    return new Arrival(
        TokenLookup.from(values).find(password),
        settings.target(),
        values.find(DriverSettings.APPLICATION).orElse(""),
        values.find(DriverSettings.PURPOSE).orElse(""));
  }

  private static boolean isLoginRefused(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("28");
  }

  private static Connection physical(
      ConnectionSettings settings, DelegateDriver delegate, Admission admission)
      throws SQLException {
    DatabaseCredential credential = admission.lease().credential();
    Properties properties = settings.delegateProperties();
    properties.putAll(admission.lease().connectionProperties());
    properties.setProperty("user", credential.user());
    properties.setProperty(PASSWORD, credential.revealPassword());
    settings.secure(properties);
    try {
      return delegate.connect(settings.delegateUrl(), properties);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage()).replace(credential.revealPassword(), "***");
      throw new SQLException(
          "the database did not take the leased login " + credential.user() + ": " + message,
          e.getSQLState(),
          e.getErrorCode());
    }
  }

  private static Connection begin(
      ConnectionSettings settings,
      DelegateDriver delegate,
      EnforcementPoint point,
      Admission admission)
      throws SQLException, RefusedException {
    Connection raw = physical(settings, delegate, admission);
    boolean begun = false;
    try {
      var scratch =
          new Scratch(
              settings.values().find(DriverSettings.ANALYSIS_SCRATCH).orElse(null),
              new SideConnections(() -> physical(settings, delegate, admission)));
      SessionPlaces places =
          SessionPlaces.on(
              raw,
              settings.values().get(DriverSettings.ANALYSIS_SERVER),
              scratch,
              settings.values().get(DriverSettings.ANALYSIS_ESTIMATE));
      var aborts = new Aborts(raw);
      Session session = point.begin(admission, places.of(raw), () -> abort(aborts, places));
      settings
          .values()
          .find(DriverSettings.REQUEST)
          .ifPresent(rules -> session.acting().opensWith(Set.copyOf(rules)));
      begun = true;
      return new EnforcingConnection(raw, session, new Whereabouts(raw, session, places, aborts));
    } finally {
      if (!begun) {
        raw.close();
      }
    }
  }

  private static void abort(Aborts aborts, SessionPlaces places) {
    places.end();
    aborts.abort();
  }
}
