package io.jitjdbc.bundle;

import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A database of people as a tool meets it: on disk, so that another process can open it. */
final class ToolDatabase implements AutoCloseable {
  static final String EMAIL = "adalove@example.org";
  private static final String POLICY =
      """
      version: 1
      classification:
        pii.email: ["*.people.email"]
      masks:
        pii.email: {function: partial, keep-first: 1, keep-domain: true}
      rules:
        - id: analysts-read
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.people"]
          effect: permit
      """;

  private final TestIssuer issuer = TestIssuer.start();
  private final Path directory;

  ToolDatabase(Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("policy.yaml"), POLICY);
  }

  /** Fills the database through that driver, which may be of any class loader. */
  void create(Driver h2) throws SQLException {
    try (Connection connection = h2.connect(delegateUrl(), administrator());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE people (name VARCHAR(60), email VARCHAR(120))");
      statement.execute("INSERT INTO people VALUES ('Ada', '" + EMAIL + "')");
      statement.execute("CREATE ROLE READER");
      statement.execute("GRANT SELECT ON people TO READER");
    }
  }

  static Properties administrator() {
    var properties = new Properties();
    properties.setProperty("user", "sa");
    properties.setProperty("password", "canary-admin");
    return properties;
  }

  private String delegateUrl() {
    return "jdbc:h2:file:" + directory.resolve("people").toAbsolutePath();
  }

  String url() {
    return delegateUrl().replaceFirst("^jdbc:", "jdbc:jit:");
  }

  String token() {
    return issuer.token("ana", "analysts");
  }

  TestIssuer issuer() {
    return issuer;
  }

  /** All settings but the token. */
  Properties settings() {
    var settings = new Properties();
    settings.setProperty("jit.broker", "mint");
    settings.setProperty("jit.broker.mint.url", delegateUrl());
    settings.setProperty("jit.broker.mint.user", "sa");
    settings.setProperty("jit.broker.mint.password", "canary-admin");
    settings.setProperty("jit.broker.mint.roles", "READER");
    settings.setProperty("jit.subject.oidc.issuer", issuer.name());
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.setProperty("jit.policy.yaml.file", directory.resolve("policy.yaml").toString());
    return settings;
  }

  @Override
  public void close() {
    issuer.close();
  }
}
