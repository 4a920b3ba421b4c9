package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.DatabaseCredential;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Logins of an H2 database. H2 knows no expiry of a login, and a session outlives its password, so
 * sessions are aborted one by one. User names are quoted because a database may fold unquoted ones
 * to lower case, and roles are not, so that they fold as everywhere else; both consist of letters,
 * digits and {@code _}. Passwords are bound, which keeps them out of the database's statistics.
 */
final class H2Recipe implements Recipe {
  private static final String PREFIX = "jdbc:h2:";
  private static final int USER_NOT_FOUND = 90032;

  @Override
  public boolean accepts(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public String database(String url) {
    int end = url.indexOf(';');
    return end < 0 ? url : url.substring(0, end);
  }

  @Override
  public String adminUrl(String url) {
    boolean decided = url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=");
    return decided ? url : url + ";IFEXISTS=TRUE";
  }

  @Override
  public void create(Connection admin, DatabaseCredential login, List<String> roles)
      throws SQLException {
    bind(admin, "CREATE USER \"" + login.user() + "\" PASSWORD ?", login.revealPassword());
    try (Statement statement = admin.createStatement()) {
      for (String role : roles) {
        statement.execute("GRANT " + role + " TO \"" + login.user() + '"');
      }
    }
  }

  @Override
  public List<String> minted(Connection admin) throws SQLException {
    return column(
        admin,
        "SELECT USER_NAME FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME LIKE ?",
        MintedName.PREFIX.replace("_", "\\_") + "%");
  }

  /** The password goes first, or a new session could slip in behind those that were counted. */
  @Override
  public void end(Connection admin, String user) throws SQLException {
    if (!lockOut(admin, user)) {
      return;
    }
    String sessions = "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS WHERE USER_NAME = ?";
    for (String id : column(admin, sessions, user)) {
      bind(admin, "CALL ABORT_SESSION(?)", id);
    }
    try (Statement statement = admin.createStatement()) {
      statement.execute("DROP USER IF EXISTS \"" + user + '"');
    }
  }

  private static boolean lockOut(Connection admin, String user) throws SQLException {
    try {
      bind(admin, "ALTER USER \"" + user + "\" SET PASSWORD ?", RandomWords.password());
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == USER_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static void bind(Connection admin, String sql, String value) throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.execute();
    }
  }

  private static List<String> column(Connection admin, String sql, String value)
      throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        var values = new ArrayList<String>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    }
  }
}
