package io.jitjdbc.credential.mint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the mint broker's own login may do on a PostgreSQL server. */
final class PostgreSqlRights {
  private final AdminSession admin;

  PostgreSqlRights(AdminSession admin) {
    this.admin = admin;
  }

  List<String> missing(List<String> roles) throws SQLException {
    var missing = new ArrayList<String>();
    String self = PostgreSqlLogin.quoted(admin.user());
    if (!admin.has(
        "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)")) {
      missing.add("ALTER ROLE " + self + " CREATEROLE");
    }
    if (!admin.has("SELECT 1 WHERE pg_has_role('pg_signal_backend', 'USAGE')")) {
      missing.add("GRANT pg_signal_backend TO " + self);
    }
    for (String role : roles) {
      addMissing(PostgreSqlLogin.folded(role), self, missing);
    }
    return missing;
  }

  private void addMissing(String role, String self, List<String> missing) throws SQLException {
    boolean is16 = admin.version() >= 16;
    if (!admin.has("SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
      missing.add("CREATE ROLE " + PostgreSqlLogin.quoted(role) + " NOLOGIN");
    } else if (!is16
        || admin.has("SELECT 1 WHERE pg_has_role(?, 'MEMBER WITH ADMIN OPTION')", role)) {
      return;
    }
    String option = is16 ? "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE" : "WITH ADMIN OPTION";
    missing.add("GRANT " + PostgreSqlLogin.quoted(role) + " TO " + self + " " + option);
  }
}
