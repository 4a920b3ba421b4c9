package io.jitjdbc.spring.server;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A database whose payroll is read by the driver with people's approval, from a control plane. */
public final class AskingShop implements AutoCloseable {
  private static final String POLICY =
      """
      version: 1
      rules:
        - id: payroll
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.payroll"]
          effect: require-approval
          approval: owners
          reason: payroll is read with a second pair of eyes
      approvals:
        owners: {approvers: [dba], quorum: 1, answer-within: 30m, valid-for: 15m, uses: 1}
      """;

  private final TestDatabase database;
  private final Properties settings = new Properties();

  /**
   * @param name as which the issuer's tokens name it
   */
  public AskingShop(Path directory, TestIssuer issuer, String name, URI controlPlane)
      throws Exception {
    database = TestDatabases.open(DatabaseProduct.H2);
    database.run("CREATE TABLE payroll (amount INT)");
    database.run("INSERT INTO payroll VALUES (7)");
    Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
    Path keys = Files.writeString(directory.resolve("keys.jwks"), issuer.keySet());
    settings.setProperty("jit.subject.oidc.issuer", name);
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.setProperty("jit.subject.oidc.name-claim", "name");
    settings.setProperty("jit.subject.oidc.jwks.file", keys.toString());
    settings.setProperty("jit.policy.yaml.file", policy.toString());
    settings.setProperty("jit.broker", "static");
    settings.setProperty("jit.broker.static.user", database.user());
    settings.setProperty("jit.broker.static.password", database.password());
    settings.setProperty("jit.approval", "jit");
    settings.setProperty("jit.approval.jit.address", controlPlane.toString());
    settings.setProperty("jit.approval.wait", "1m");
  }

  /** What the payroll says, once people have said yes. */
  public CompletableFuture<Integer> payroll(String token) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return read(token);
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        });
  }

  private int read(String token) throws SQLException {
    var properties = new Properties();
    properties.putAll(settings);
    properties.setProperty("jit.token", token);
    String url = database.jdbcUrl().replaceFirst("^jdbc:", "jdbc:jit:");
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT amount FROM payroll")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
