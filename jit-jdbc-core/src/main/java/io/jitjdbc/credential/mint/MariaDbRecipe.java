package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Logins of a MariaDB server. It knows no expiry of a login in less than days, and activates one
 * role. Which one, a login may say for itself, and others only with rights on the server's own
 * tables; so the broker says it as the new login, once.
 */
final class MariaDbRecipe implements Recipe {
  private static final String PREFIX = "jdbc:mariadb:";
  private static final String PORT = "3306";
  private static final List<String> RIGHTS = List.of("CREATE USER", "CONNECTION ADMIN", "PROCESS");

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
        "allowLocalInfile", "false");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MintSettings.CONNECTIONS, MintSettings.HOST);
  }

  @Override
  public void check(Terms terms) {
    if (terms.roles().size() > 1) {
      throw new InvalidSettingException(
          "roles of the mint broker names several, and a MariaDB session has one. Make a role that"
              + " holds them (CREATE ROLE jit_all; GRANT "
              + terms.roles().get(0)
              + " TO jit_all; and so on) and name that");
    }
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
    try (AdminSession itself = admin.of(lease.credential())) {
      itself.run("SET DEFAULT ROLE " + Accounts.role(terms.roles().get(0)));
    }
  }

  static List<String> statements(Lease lease, Terms terms) {
    String account = Accounts.account(lease.credential().user(), terms.host());
    String hash = NativePasswordHash.of(lease.credential().revealPassword());
    return List.of(
        "CREATE USER "
            + account
            + " IDENTIFIED BY PASSWORD '"
            + hash
            + "' WITH MAX_USER_CONNECTIONS "
            + terms.connections()
            + Accounts.expiry(terms),
        "GRANT " + Accounts.role(terms.roles().get(0)) + " TO " + account);
  }

  @Override
  public List<String> minted(AdminSession admin) throws SQLException {
    return new Accounts(admin).minted(spelled(MintedName.PREFIX));
  }

  @Override
  public void end(AdminSession admin, String user) throws SQLException {
    new Accounts(admin).end(user, name -> admin.run("KILL USER '" + name + "'"));
  }
}
