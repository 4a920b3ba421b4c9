package io.jitjdbc.driver.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What two sessions of MariaDB or MySQL must have in common to read a text alike.
 *
 * @param database where names lead; empty if nowhere
 * @param server which one of several behind one name, and as whom
 */
record SessionState(
    String database, String sqlMode, String characterSet, String collation, String server) {
  private static final String STATE =
      """
      SELECT COALESCE(DATABASE(), ''), @@sql_mode, @@character_set_client, @@collation_connection,
             CONCAT_WS(' ', @@hostname, @@port, @@server_id, CURRENT_USER())
      """;

  private static final String CHANGE =
      "SET sql_mode = ?, character_set_client = ?, collation_connection = ?";

  static SessionState of(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      return new SessionState(
          row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }
  }

  /** Makes another session like this one, as far as a session can be changed. */
  void impose(Connection session) throws SQLException {
    if (!database.isEmpty()) {
      session.setCatalog(database);
    }
    try (PreparedStatement change = session.prepareStatement(CHANGE)) {
      change.setString(1, sqlMode);
      change.setString(2, characterSet);
      change.setString(3, collation);
      change.execute();
    }
  }
}
