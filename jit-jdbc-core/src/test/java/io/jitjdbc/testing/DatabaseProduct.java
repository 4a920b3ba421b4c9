package io.jitjdbc.testing;

/** A database product that {@link TestDatabases} can hand out. */
public enum DatabaseProduct {
  H2("CREATE USER %s PASSWORD '%s'"),
  POSTGRESQL("CREATE ROLE %s LOGIN PASSWORD '%s'"),
  MARIADB("CREATE USER %s IDENTIFIED BY '%s'"),
  MYSQL("CREATE USER %s IDENTIFIED BY '%s'");

  private final String createLogin;

  DatabaseProduct(String createLogin) {
    this.createLogin = createLogin;
  }

  String createLoginSql(TestLogin login) {
    return createLogin.formatted(login.user(), login.password());
  }
}
