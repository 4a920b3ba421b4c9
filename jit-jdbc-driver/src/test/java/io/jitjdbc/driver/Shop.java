package io.jitjdbc.driver;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A small shop on H2 with a token issuer, a minting broker and a policy: all of it real. */
final class Shop implements AutoCloseable {
  private final TestDatabase database = TestDatabases.open(DatabaseProduct.H2);
  private final TestIssuer issuer = TestIssuer.start();
  private final JitDataSource dataSource = new JitDataSource();
  private final Path directory;

  private Shop(Path directory) {
    this.directory = directory;
  }

  static Shop open() {
    try {
      return new Shop(Files.createTempDirectory("jit-shop"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
