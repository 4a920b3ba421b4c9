package io.jitjdbc.credential.mint;

import java.sql.SQLException;
import java.util.List;

/**
 * The accounts of a MariaDB or MySQL server: both find, lock and drop them with the same words.
 * Names consist of letters, digits and {@code _}.
 */
final class Accounts {
  private static final int MOST_ROUNDS = 100;
  private static final String STILL_USED = "55006";

  private final AdminSession admin;

  Accounts(AdminSession admin) {
    this.admin = admin;
  }

  /** How one kind of server ends the sessions of an account. */
  @FunctionalInterface
  interface Killing {
    void kill(String user) throws SQLException;
  }

  static String account(String user, String host) {
    return "'" + user + "'@'" + host + "'";
  }

  static String role(String name) {
    return '`' + name + '`';
  }

  /** A lock for the case that nobody is left to end it; both servers count in days. */
  static String expiry(Terms terms) {
    return " PASSWORD EXPIRE INTERVAL " + (terms.ttl().toDays() + 1) + " DAY";
  }

  List<String> minted(String prefix) throws SQLException {
    return admin.column("SELECT User FROM mysql.user WHERE LEFT(User, 4) = ?", prefix);
  }

  /** The lock comes first: both servers let sessions live on after it, and even after the drop. */
  void end(String user, Killing killing) throws SQLException {
    for (String host : admin.column("SELECT Host FROM mysql.user WHERE User = ?", user)) {
      admin.run("ALTER USER IF EXISTS " + account(user, host) + " ACCOUNT LOCK");
      endSessions(user, killing);
      admin.run("DROP USER IF EXISTS " + account(user, host));
      // One that was being opened while the account was locked.
      endSessions(user, killing);
    }
  }

  private void endSessions(String user, Killing killing) throws SQLException {
    String living = "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ?";
    for (int round = 0; admin.has(living, user); round++) {
      if (round == MOST_ROUNDS) {
        throw new SQLException("sessions of " + user + " do not end", STILL_USED);
      }
      killing.kill(user);
      admin.run("DO SLEEP(0.05)");
    }
  }
}
