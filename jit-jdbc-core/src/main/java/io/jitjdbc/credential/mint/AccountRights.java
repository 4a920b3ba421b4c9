package io.jitjdbc.credential.mint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the mint broker's own login may do on a MariaDB or MySQL server. Only what it was granted
 * itself counts, not what a role of it was granted.
 */
final class AccountRights {
  private static final Set<Integer> NOT_TO_BE_READ = Set.of(1142, 1143);

  private final AdminSession admin;
  private final String self;

  AccountRights(AdminSession admin) throws SQLException {
    this.admin = admin;
    this.self = quoted(admin.column("SELECT CURRENT_USER()").get(0));
  }

  /** {@code name@host} in quotes; only the name may have an at sign of its own. */
  private static String quoted(String account) {
    int at = account.lastIndexOf('@');
    return Accounts.account(account.substring(0, at), account.substring(at + 1));
  }

  List<String> missing(List<String> rights, List<String> roles) throws SQLException {
    var missing = new ArrayList<String>();
    List<String> held =
        admin.column(
            "SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ?",
            self);
    for (String right : rights) {
      if (!held.contains(right)) {
        missing.add("GRANT " + right + " ON *.* TO " + self);
      }
    }
    if (!seesAccounts()) {
      missing.add("GRANT SELECT (User, Host) ON mysql.user TO " + self);
    }
    for (String role : roles) {
      if (!held.contains("ROLE_ADMIN") && !mayGrant(role)) {
        missing.add("GRANT " + Accounts.role(role) + " TO " + self + " WITH ADMIN OPTION");
      }
    }
    return missing;
  }

  private boolean seesAccounts() throws SQLException {
    try {
      return admin.has("SELECT User, Host FROM mysql.user LIMIT 1");
    } catch (SQLException e) {
      if (NOT_TO_BE_READ.contains(e.getErrorCode())) {
        return false;
      }
      throw e;
    }
  }

  private boolean mayGrant(String role) throws SQLException {
    return admin.has(
        "SELECT ROLE_NAME FROM information_schema.APPLICABLE_ROLES"
            + " WHERE ROLE_NAME = ? AND IS_GRANTABLE = 'YES'",
        role);
  }
}
