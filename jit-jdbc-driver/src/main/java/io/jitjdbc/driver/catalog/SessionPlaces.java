package io.jitjdbc.driver.catalog;

import io.jitjdbc.enforcement.SessionPlace;
import io.jitjdbc.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the statements of one physical connection mean something. */
public final class SessionPlaces {
  private final Dialect dialect;

  private SessionPlaces(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Learns the connection's dialect. */
  public static SessionPlaces on(Connection raw) throws SQLException {
    return new SessionPlaces(DialectReader.read(raw.getMetaData()));
  }

  /** The place at this moment: the default schema may change. */
  public SessionPlace of(Connection raw) throws SQLException {
    String catalog = raw.getCatalog();
    String schema = raw.getSchema();
    return new SessionPlace(dialect, catalog + "." + schema, JdbcCatalog.of(raw, dialect));
  }
}
