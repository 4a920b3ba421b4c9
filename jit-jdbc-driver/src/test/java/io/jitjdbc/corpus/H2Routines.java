package io.jitjdbc.corpus;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the fixture's CREATE ALIAS calls. */
public final class H2Routines {
  private H2Routines() {}

  /** A customer's number, read past everything. */
  public static String ssn(Connection connection, int id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT ssn FROM customers WHERE id = ?")) {
      query.setInt(1, id);
      ResultSet rows = query.executeQuery();
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
