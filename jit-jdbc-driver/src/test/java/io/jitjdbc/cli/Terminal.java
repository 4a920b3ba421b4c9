package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** An approver's terminal beside a real table of requests on H2 and a real token issuer. */
final class Terminal implements AutoCloseable {
  private final TestDatabase database;
  private final TestIssuer issuer = TestIssuer.start();
  private final Path directory;
  private final Map<String, String> more;
  private final ApprovalService service;

  Terminal(Path directory) throws SQLException {
    this(directory, Map.of());
  }

  /**
   * With more settings of the table.
   *
   * @param more by their names after {@code jit.approval.table.}
   */
  Terminal(Path directory, Map<String, String> more) throws SQLException {
    this.directory = directory;
    this.more = more;
    this.database = TestDatabases.open(DatabaseProduct.H2);
    var texts = new HashMap<>(more);
    texts.put("url", database.jdbcUrl());
    texts.put("user", database.user());
    texts.put("password", database.password());
    this.service =
        Providers.named(ApprovalServiceProvider.class, "jit.approval", "table")
            .create(SettingValues.of("jit.approval.table.", texts));
  }

  /** What a command left behind. */
  record Outcome(int code, String out, String err) {}

  static Outcome run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Jit.commandLine(InstantSource.system())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** The settings that every approver of this installation has. */
  Properties settings() {
    var settings = new Properties();
    settings.setProperty("jit.approval.table.url", database.jdbcUrl());
    settings.setProperty("jit.approval.table.user", database.user());
    settings.setProperty("jit.approval.table.password", database.password());
    more.forEach((name, text) -> settings.setProperty("jit.approval.table." + name, text));
    settings.setProperty("jit.subject.oidc.issuer", issuer.name());
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    return settings;
  }

  String config() throws IOException {
    return config(settings());
  }

  String config(Properties settings) throws IOException {
    Path file = Files.createTempFile(directory, "jit", ".properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    return file.toString();
  }

  /** A file with a token of that person. */
  String tokenFile(String person, String... groups) throws IOException {
    Path file = Files.createTempFile(directory, person, ".jwt");
    return Files.writeString(file, issuer.token(person, groups)).toString();
  }

  TestIssuer issuer() {
    return issuer;
  }

  ApprovalService service() {
    return service;
  }

  /** Files a request of that person, as an application would. */
  AccessRequest file(String person, String statement, int quorum) throws RefusedException {
    var subject = new Subject(issuer.name(), person, person + "@example.org", Set.of("analysts"));
    var needs = AccessRequests.requirement(quorum, 1);
    var now = InstantSource.system().instant();
    return service.file(AccessRequests.draft(subject, subject, statement, needs, now));
  }

  @Override
  public void close() throws SQLException {
    service.close();
    issuer.close();
    database.close();
  }
}
