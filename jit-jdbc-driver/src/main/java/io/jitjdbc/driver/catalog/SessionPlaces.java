package io.jitjdbc.driver.catalog;

import io.jitjdbc.enforcement.SessionPlace;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** Where the statements of one physical connection mean something. */
public final class SessionPlaces {
  private final Dialect dialect;
  private final ServerReading.When asked;
  private final Scratch scratch;
  private final Duration longestEstimate;
  private volatile boolean mayHaveOwnTables;
  private volatile String self = "";

  private SessionPlaces(
      Dialect dialect, ServerReading.When asked, Scratch scratch, Duration longestEstimate) {
    this.dialect = dialect;
    this.asked = asked;
    this.scratch = scratch;
    this.longestEstimate = longestEstimate;
  }

  /**
   * Learns the connection's dialect.
   *
   * @param asked when the database is asked how it reads a query
   * @param scratch where, if not on the connection itself
   * @param longestEstimate how long it may take to say how many rows a query returns; zero if it is
   *     not asked
   */
  public static SessionPlaces on(
      Connection raw, ServerReading.When asked, Scratch scratch, Duration longestEstimate)
      throws SQLException {
    Dialect dialect = DialectReader.read(raw.getMetaData());
    return new SessionPlaces(dialect, asked, scratch, longestEstimate);
  }

  /** The physical connection is over, and whatever was opened for it. Never waits. */
  public void end() {
    scratch.sides().end();
  }

  /**
   * From now on the session may have temporary tables, so that what a name means to others is no
   * answer for it. PostgreSQL says itself when that is so.
   */
  public void mayHaveOwnTables() {
    mayHaveOwnTables = dialect.product() != Product.POSTGRESQL;
  }

  /** Made for the few sessions that need it, because a random number is not free. */
  private synchronized String self() {
    if (self.isEmpty()) {
      self = UUID.randomUUID().toString();
    }
    return self;
  }

  /**
   * The place at this moment: the default schema may change.
   *
   * @throws SQLException {@code 08001} if the session has a setting under which texts are not read
   *     as they are decided; the message says which
   */
  public SessionPlace of(Connection raw) throws SQLException {
    String place = SessionSettings.place(raw, dialect.product());
    boolean isOwn = mayHaveOwnTables || SessionSettings.isOwn(place, dialect.product());
    String schema = isOwn ? place + " of " + self() : place;
    ServerReading server = ServerReadings.of(raw, dialect, scratch);
    return new SessionPlace(
        dialect,
        schema,
        JdbcCatalog.of(raw, dialect),
        server,
        asked,
        RowEstimators.of(raw, dialect, longestEstimate));
  }
}
