package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.Lease;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The statements that make a login.
 *
 * @param version the server's
 * @param isOpen whether every login may connect to the database; else the leased role must let it
 */
record PostgreSqlLogin(int version, boolean isOpen) {

  /**
   * With one role, sessions start as that role: what they create belongs to it and outlives the
   * login, and whoever leaves the role has nothing. With several, a login has the rights of all.
   */
  List<String> statements(Lease lease, Terms terms) {
    String login = quoted(lease.credential().user());
    boolean becomes = terms.roles().size() == 1;
    boolean inherits = !becomes || !isOpen;
    var statements = new ArrayList<String>();
    statements.add(create(login, lease, terms, inherits));
    for (String role : terms.roles()) {
      String name = quoted(folded(role));
      statements.add("GRANT " + name + " TO " + login + membership(inherits, becomes));
      if (becomes) {
        statements.add("ALTER ROLE " + login + " SET role = '" + folded(role) + "'");
      }
    }
    statements.add(comment(login, lease));
    return statements;
  }

  private static String create(String login, Lease lease, Terms terms, boolean inherits) {
    return "CREATE ROLE "
        + login
        + (inherits ? " LOGIN INHERIT" : " LOGIN NOINHERIT")
        + " CONNECTION LIMIT "
        + terms.connections()
        + " PASSWORD '"
        + ScramVerifier.of(lease.credential().revealPassword())
        + "' VALID UNTIL '"
        + lease.expiresAt().truncatedTo(ChronoUnit.MILLIS)
        + "'";
  }

  /** Before version 16 a membership can do nothing but what its member inherits. */
  private String membership(boolean inherits, boolean becomes) {
    return version < 16 ? "" : " WITH INHERIT " + truth(inherits) + ", SET " + truth(becomes);
  }

  /** Everybody on the server reads comments, so nobody is named here: the audit trail knows. */
  private static String comment(String login, Lease lease) {
    return "COMMENT ON ROLE "
        + login
        + " IS 'jit-jdbc lease from "
        + lease.issuedAt().truncatedTo(ChronoUnit.SECONDS)
        + " until "
        + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS)
        + "'";
  }

  /** As the server does with a name that is not quoted. */
  static String folded(String role) {
    return role.toLowerCase(Locale.ROOT);
  }

  static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String truth(boolean value) {
    return value ? "TRUE" : "FALSE";
  }
}
