package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  /** Its driver has no limits of time to be set. */
  @Override
  public Map<String, String> adminProperties() {
    return Map.of();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public void check(Terms terms) {
    // It can keep all of them.
  }

  /** Its driver sends user names in upper case. */
  @Override
  public String spelled(String name) {
    return name;
  }

  /** Whoever may not make logins here is refused when it tries. */
  @Override
  public List<String> missing(AdminSession admin, Terms terms) {
    return List.of();
  }

  @Override
  public void create(AdminSession admin, Lease lease, Terms terms) throws SQLException {
    DatabaseCredential login = lease.credential();
    admin.run("CREATE USER \"" + login.user() + "\" PASSWORD ?", login.revealPassword());
    for (String role : terms.roles()) {
      admin.run("GRANT " + role + " TO \"" + login.user() + '"');
    }
  }

  @Override
  public List<String> minted(AdminSession admin) throws SQLException {
    return admin.column(
        "SELECT USER_NAME FROM INFORMATION_SCHEMA.USERS WHERE LEFT(USER_NAME, 4) = ?",
        MintedName.PREFIX);
  }

  /** The password goes first, or a new session could slip in behind those that were counted. */
  @Override
  public void end(AdminSession admin, String user) throws SQLException {
    if (!lockOut(admin, user)) {
      return;
    }
    String sessions = "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS WHERE USER_NAME = ?";
    for (String id : admin.column(sessions, user)) {
      admin.run("CALL ABORT_SESSION(?)", id);
    }
    admin.run("DROP USER IF EXISTS \"" + user + '"');
  }

  private static boolean lockOut(AdminSession admin, String user) throws SQLException {
    try {
      admin.run("ALTER USER \"" + user + "\" SET PASSWORD ?", RandomWords.password());
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == USER_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
