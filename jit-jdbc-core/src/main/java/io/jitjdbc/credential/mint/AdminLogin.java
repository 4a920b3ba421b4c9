package io.jitjdbc.credential.mint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.delegate.DelegateDriver;
import java.sql.SQLException;
import java.util.Properties;

/** The login that makes the others. Holds no connection: minting is rare. */
final class AdminLogin {
  private static final String LOGIN_REFUSED = "28";

  private final Recipe recipe;
  private final String url;
  private final String database;
  private final String user;
  private final StandingPassword password;

  AdminLogin(Recipe recipe, String url, String user, StandingPassword password) {
    this.recipe = recipe;
    this.url = recipe.adminUrl(url);
    this.database = recipe.database(url);
    this.user = user;
    this.password = password;
  }

  String user() {
    return user;
  }

  AdminSession open() throws RefusedException {
    String secret = password.reveal();
    try {
      return connect(user, secret);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  AdminSession connect(String name, String secret) throws SQLException {
    var properties = new Properties();
    properties.putAll(recipe.adminProperties());
    properties.setProperty("user", name);
    properties.setProperty("password", secret);
    return new AdminSession(this, DelegateDriver.find(url, "").connect(url, properties));
  }

  /** Only the codes of the vendor's error: its text may quote the URL, and statements. */
  private RefusedException refused(SQLException e) {
    String code = String.valueOf(e.getSQLState());
    if (code.startsWith(LOGIN_REFUSED)) {
      return new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: "
              + database
              + " refuses the mint broker's own login "
              + user
              + " (SQLSTATE "
              + code
              + "). Check jit.broker.mint.user and jit.broker.mint.password (or password.file).");
    }
    return new RefusedException(
        SqlState.UNREACHABLE,
        "No lease: the mint broker cannot reach "
            + database
            + " (SQLSTATE "
            + code
            + "). Check that it runs and exists, its driver is there, and jit.broker.mint.url.");
  }
}
