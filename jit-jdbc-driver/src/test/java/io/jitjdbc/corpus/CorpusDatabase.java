package io.jitjdbc.corpus;

import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TemporaryDirectory;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The fixture on a real database, reached through the driver with a login that may do everything:
 * what holds here, holds without any grant. After a change it is made anew.
 */
final class CorpusDatabase implements AutoCloseable {
  private static final TestIssuer ISSUER = TestIssuer.start();

  private final DatabaseProduct product;
  private final UnaryOperator<String> values;
  private final Path directory;
  private TestDatabase database;
  private Connection raw;
  private DatabaseDump pristine;
  private JitDataSource source;
  private Connection analyst;

  private CorpusDatabase(DatabaseProduct product, UnaryOperator<String> values)
      throws SQLException, IOException {
    this.product = product;
    this.values = values;
    this.directory = Files.createTempDirectory("jit-corpus");
    Files.createDirectory(files());
    files().toFile().setWritable(true, false);
    build();
  }

  /** With the canaries in it. */
  static CorpusDatabase open(DatabaseProduct product) throws SQLException, IOException {
    return new CorpusDatabase(product, UnaryOperator.identity());
  }

  /** With other values in their places. */
  static CorpusDatabase openOther(DatabaseProduct product) throws SQLException, IOException {
    return new CorpusDatabase(product, Canaries::replaced);
  }

  private void build() throws SQLException, IOException {
    database = TestDatabases.open(product);
    database.run(values.apply(CaseFile.text(product.name().toLowerCase(Locale.ROOT) + ".sql")));
    if (hasScratch()) {
      database.run("CREATE DATABASE " + scratch());
    }
    raw = database.connect();
    pristine = DatabaseDump.of(raw, product);
    source = source("deny");
  }

  private JitDataSource source(String filter) throws IOException {
    Path policy = directory.resolve("policy-" + filter + ".yaml");
    Files.writeString(
        policy,
        CaseFile.text("policy.yaml")
            .replace("{SCHEMA}", schema())
            .replace("filter: deny", "filter: " + filter));
    var made = new JitDataSource();
    made.setUrl(database.jdbcUrl().replaceFirst("^jdbc:", "jdbc:jit:"));
    made.setProperties(settings(policy));
    return made;
  }

  private Properties settings(Path policy) {
    var settings = new Properties();
    settings.setProperty("jit.subject.oidc.issuer", ISSUER.name());
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.setProperty("jit.broker", "static");
    settings.setProperty("jit.broker.static.user", database.user());
    settings.setProperty("jit.broker.static.password", database.password());
    settings.setProperty("jit.policy.yaml.file", policy.toString());
    settings.setProperty("jit.audit", "jsonl");
    settings.setProperty("jit.audit.jsonl.file", auditFile().toString());
    settings.setProperty("jit.delegate.driver", WatchedDriver.class.getName());
    if (hasScratch()) {
      settings.setProperty("jit.analysis.scratch", scratch());
    }
    return settings;
  }

  /** Whether the database confirms queries in a schema of its own only. */
  private boolean hasScratch() {
    return product == DatabaseProduct.MARIADB || product == DatabaseProduct.MYSQL;
  }

  private String scratch() {
    return name() + "_scratch";
  }

  DatabaseProduct product() {
    return product;
  }

  private String schema() {
    return switch (product) {
      case H2, POSTGRESQL -> "public";
      case MARIADB, MYSQL -> name();
    };
  }

  private String name() {
    return database.jdbcUrl().replaceFirst(".*[:/]", "");
  }

  /** What was recorded. */
  Path auditFile() {
    return directory.resolve("audit.jsonl");
  }

  /** Where the server may write files. */
  Path files() {
    return directory.resolve("files");
  }

  /** What a case runs here. */
  List<String> statements(CorpusCase one) {
    return one.statements(product).stream().map(this::located).toList();
  }

  /** The text with the places that only this database knows. */
  private String located(String text) {
    return text.replace("{DB}", name()).replace("{TMP}", files().toString());
  }

  /** Through the driver, as one of such a group. */
  Connection connect(String group) throws SQLException {
    return source.getConnection(null, ISSUER.token("ana", group));
  }

  /** Through the driver, as an analyst; the same connection until it is released. */
  Connection analyst() throws SQLException {
    if (analyst == null) {
      analyst = connect("analysts");
    }
    return analyst;
  }

  /** Closes the analyst's connection, unless the session on it is as it was. */
  void release(boolean isAsItWas) throws SQLException {
    if (analyst != null && !isAsItWas) {
      analyst.close();
      analyst = null;
    }
  }

  /** Through the driver, as an analyst whose masks let conditions use more. */
  Connection connectFiltering(String filter) throws SQLException, IOException {
    release(false);
    source.close();
    source = source(filter);
    return connect("analysts");
  }

  /** Past the driver, as the administrator. */
  Connection connectRaw() throws SQLException {
    return database.connect();
  }

  /**
   * Prepares what a case needs; whoever connects from now on knows of it.
   *
   * @return what is there before the case runs
   */
  DatabaseDump prepare(CorpusCase one) throws SQLException, IOException {
    List<String> setup = one.setup(product);
    if (setup.isEmpty()) {
      return pristine;
    }
    restore();
    release(false);
    try (var statement = raw.createStatement()) {
      for (String sql : setup) {
        statement.execute(located(values.apply(sql)));
      }
    }
    source.close();
    source = source("deny");
    return dump();
  }

  /** What was there before anything ran. */
  DatabaseDump pristine() {
    return pristine;
  }

  /** What is there now. */
  DatabaseDump dump() throws SQLException {
    return DatabaseDump.of(raw, product);
  }

  /** Makes the fixture anew, unless it is as it was. */
  void restore() throws SQLException, IOException {
    restore(dump());
  }

  /** Makes the fixture anew, unless this is what it was. */
  void restore(DatabaseDump now) throws SQLException, IOException {
    if (!now.equals(pristine)) {
      closeDatabase();
      build();
    }
  }

  private void closeDatabase() throws SQLException {
    release(false);
    source.close();
    raw.close();
    if (hasScratch()) {
      database.run("DROP DATABASE " + scratch());
    }
    database.close();
  }

  @Override
  public void close() throws SQLException, IOException {
    closeDatabase();
    TemporaryDirectory.delete(directory);
  }
}
