package io.jitjdbc.clients;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** An account that makes logins for a database, and what connects with them. */
final class MintingBroker {
  private static final String BROKER = "jit.broker.mint.";
  private static final String PASSWORD = "br0ker-" + UUID.randomUUID();

  /** Grants a role what a clerk needs, and a broker what it needs to lease that. */
  private static void prepare(EnforcedDatabase database, String name) throws SQLException {
    String role = "clerk_" + name;
    String broker = "broker_" + name;
    database.raw().run("CREATE ROLE " + role);
    for (String table : List.of("customers", "orders")) {
      database.raw().run("GRANT SELECT, INSERT, UPDATE ON " + table + " TO " + role);
    }
    database
        .raw()
        .run(
            database.raw().product() == DatabaseProduct.POSTGRESQL
                ? """
                CREATE ROLE %2$s LOGIN CREATEROLE PASSWORD '%3$s';
                GRANT pg_signal_backend TO %2$s;
                GRANT %1$s TO %2$s WITH ADMIN TRUE, INHERIT FALSE, SET FALSE
                """
                    .formatted(role, broker, PASSWORD)
                : """
                CREATE USER %2$s IDENTIFIED BY '%3$s';
                GRANT CREATE USER, CONNECTION ADMIN, PROCESS ON *.* TO %2$s;
                GRANT SELECT (User, Host) ON mysql.user TO %2$s;
                GRANT %1$s TO %2$s WITH ADMIN OPTION
                """
                    .formatted(role, broker, PASSWORD));
  }

  static Properties settings(EnforcedDatabase database, Duration ttl) throws SQLException {
    String url = database.raw().jdbcUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    prepare(database, name);
    Properties settings = database.settings();
    settings.keySet().removeIf(key -> key.toString().startsWith("jit.broker"));
    settings.setProperty("jit.broker", "mint");
    settings.setProperty(BROKER + "url", url);
    settings.setProperty(BROKER + "user", "broker_" + name);
    settings.setProperty(BROKER + "password", PASSWORD);
    settings.setProperty(BROKER + "roles", "clerk_" + name);
    settings.setProperty(BROKER + "ttl", ttl.toString());
    return settings;
  }

  /** That of the broker's own login. */
  static String password() {
    return PASSWORD;
  }

  private MintingBroker() {}
}
