package io.jitjdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL server that asks for passwords; the library stops it when the JVM ends. */
final class EmbeddedPostgreSql {
  private EmbeddedPostgreSql() {}

  static ServerAddress start() throws IOException {
    TestLogin administrator = TestLogin.withRandomPassword("postgres");
    Path data = Files.createTempDirectory("jit-postgresql-");
    Path passwordFile = Files.createTempFile("jit-postgresql-", ".pw");
    try {
      Files.writeString(passwordFile, administrator.password());
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(BuildDirectory.create("postgresql").toFile())
              .setDataDirectory(data)
              // The library asks for "trust" and passes these on to initdb behind it, where the
              // last word wins.
              .setLocaleConfig("auth", "scram-sha-256")
              .setLocaleConfig("pwfile", passwordFile.toString())
              .setConnectConfig("password", administrator.password())
              .setServerConfig("fsync", "off")
              .start();
      return new ServerAddress(
          DatabaseProduct.POSTGRESQL, "127.0.0.1", server.getPort(), administrator);
    } finally {
      Files.delete(passwordFile);
    }
  }
}
