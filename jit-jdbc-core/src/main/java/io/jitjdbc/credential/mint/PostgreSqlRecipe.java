package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of a PostgreSQL server: roles that are members of others and have no right of their own,
 * because a right of their own would keep them from being dropped. Roles belong to the server, not
 * to a database. All names are quoted, and consist of letters, digits and {@code _}.
 */
final class PostgreSqlRecipe implements Recipe {
  private static final Logger LOG = LoggerFactory.getLogger(PostgreSqlRecipe.class);
  private static final String PREFIX = "jdbc:postgresql:";
  private static final String PORT = "5432";
  private static final String STILL_NEEDED = "2BP01";
  private static final String STILL_USED = "55006";
  private static final int MOST_ROUNDS = 100;

  @Override
  public boolean accepts(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public String database(String url) {
    ServerUrl server = ServerUrl.of(url);
    if (server.database().isEmpty()) {
      // It would be the one with the name of whoever connects: not the same for two logins.
      throw new IllegalArgumentException("no database");
    }
    return server.place(PORT);
  }

  @Override
  public String adminUrl(String url) {
    return url;
  }

  @Override
  public Map<String, String> adminProperties() {
    return Map.of(
        "connectTimeout", "10", // seconds
        "socketTimeout", "30",
        "logServerErrorDetail", "false",
        "ApplicationName", "jit-jdbc mint");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MintSettings.CONNECTIONS);
  }

  @Override
  public void check(Terms terms) {
    // It can keep all of them.
  }

  @Override
  public String spelled(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> missing(AdminSession admin, Terms terms) throws SQLException {
    return new PostgreSqlRights(admin).missing(terms.roles());
  }

  @Override
  public void create(AdminSession admin, Lease lease, Terms terms) throws SQLException {
    boolean open =
        admin.has("SELECT 1 WHERE has_database_privilege('public', current_database(), 'CONNECT')");
    admin.runTogether(new PostgreSqlLogin(admin.version(), open).statements(lease, terms));
  }

  /**
   * From version 16 on only whoever made a role may end it. What is locked and owns something was
   * ended and could not be dropped; it waits for its administrator.
   */
  @Override
  public List<String> minted(AdminSession admin) throws SQLException {
    String may = admin.version() < 16 ? "" : " AND pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION')";
    return admin.column(
        "SELECT r.rolname FROM pg_roles r WHERE left(r.rolname, 4) = ? AND (r.rolcanlogin OR NOT EXISTS"
            + " (SELECT FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass"
            + " AND d.refobjid = r.oid))"
            + may,
        spelled(MintedName.PREFIX));
  }

  @Override
  public void end(AdminSession admin, String user) throws SQLException {
    for (String id : ids(admin, user)) {
      try {
        end(admin, user, id);
      } catch (SQLException e) {
        // Another instance may have been at it, and errors then have many codes.
        if (!ids(admin, user).isEmpty()) {
          throw e;
        }
        endSessions(admin, user, id);
      }
    }
  }

  private static List<String> ids(AdminSession admin, String user) throws SQLException {
    return admin.column("SELECT oid FROM pg_roles WHERE rolname = ?", user);
  }

  private static void end(AdminSession admin, String user, String id) throws SQLException {
    admin.run("ALTER ROLE \"" + user + "\" NOLOGIN PASSWORD NULL VALID UNTIL '-infinity'");
    endSessions(admin, user, id);
    try {
      admin.run("DROP ROLE IF EXISTS \"" + user + '"');
    } catch (SQLException e) {
      if (!STILL_NEEDED.equals(e.getSQLState())) {
        throw e;
      }
      LOG.warn(
          "the login {} is locked and its sessions are ended, but it owns something and so cannot"
              + " be dropped: have an administrator run REASSIGN OWNED BY and DROP OWNED BY for it"
              + " in every database where it was",
          user);
    }
    // One that was being opened while the login was locked.
    endSessions(admin, user, id);
  }

  /** By number, since a session of a role that was dropped has no other name. */
  private static void endSessions(AdminSession admin, String user, String id) throws SQLException {
    String ending =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid = CAST(? AS oid)";
    for (int round = 0; admin.has(ending, id); round++) {
      if (round == MOST_ROUNDS) {
        throw new SQLException("sessions of " + user + " do not end", STILL_USED);
      }
      admin.run("SELECT pg_sleep(0.05)");
    }
  }
}
