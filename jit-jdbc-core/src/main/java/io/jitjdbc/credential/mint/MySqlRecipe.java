package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Logins of a MySQL server, from 8.4 on. The password goes to the server as it is, because nothing
 * simpler than the server itself computes what it keeps of one; the server writes it into no log
 * unless it is told to.
 */
final class MySqlRecipe implements Recipe {
  private static final String PREFIX = "jdbc:mysql:";
  private static final String PORT = "3306";
  private static final int NO_SUCH_SESSION = 1094;
  private static final List<String> RIGHTS = List.of("CREATE USER", "CONNECTION_ADMIN", "PROCESS");

  @Override
  public boolean accepts(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public String database(String url) {
    return ServerUrl.of(url).place(PORT);
  }

  @Override
  public String adminUrl(String url) {
    return ServerUrl.of(url).withoutDatabase();
  }

  @Override
  public Map<String, String> adminProperties() {
    return Map.of(
        "connectTimeout", "10000", // milliseconds
        "socketTimeout", "30000",
        "allowLoadLocalInfile", "false");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MintSettings.CONNECTIONS, MintSettings.HOST);
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
    return new AccountRights(admin).missing(RIGHTS, terms.roles());
  }

  @Override
  public void create(AdminSession admin, Lease lease, Terms terms) throws SQLException {
    for (String sql : statements(lease, terms)) {
      admin.run(sql);
    }
  }

  static List<String> statements(Lease lease, Terms terms) {
    String account = Accounts.account(lease.credential().user(), terms.host());
    String roles = terms.roles().stream().map(Accounts::role).collect(Collectors.joining(", "));
    return List.of(
        "CREATE USER "
            + account
            + " IDENTIFIED WITH caching_sha2_password BY '"
            + lease.credential().revealPassword()
            + "' WITH MAX_USER_CONNECTIONS "
            + terms.connections()
            + Accounts.expiry(terms)
            + attribute(lease),
        "GRANT " + roles + " TO " + account,
        "ALTER USER " + account + " DEFAULT ROLE " + roles);
  }

  private static String attribute(Lease lease) {
    return " ATTRIBUTE '{\"jit-jdbc\": {\"issued\": \""
        + lease.issuedAt()
        + "\", \"expires\": \""
        + lease.expiresAt()
        + "\"}}'";
  }

  @Override
  public List<String> minted(AdminSession admin) throws SQLException {
    return new Accounts(admin).minted(spelled(MintedName.PREFIX));
  }

  @Override
  public void end(AdminSession admin, String user) throws SQLException {
    new Accounts(admin).end(user, name -> killEach(admin, name));
  }

  private static void killEach(AdminSession admin, String user) throws SQLException {
    String sessions = "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ?";
    for (String id : admin.column(sessions, user)) {
      try {
        admin.run("KILL " + id);
      } catch (SQLException e) {
        if (e.getErrorCode() != NO_SUCH_SESSION) {
          throw e;
        }
      }
    }
  }
}
