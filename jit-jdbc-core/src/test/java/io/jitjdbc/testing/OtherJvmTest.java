package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherJvmTest {

  @ParameterizedTest
  @EnumSource
  void twoJvmsHaveDatabasesSideBySide(DatabaseProduct product) throws Exception {
    try (TestDatabase ours = TestDatabases.open(product)) {
      ours.run("CREATE TABLE t (id INT)");
      Process other = start(product);
      try (BufferedReader answers = other.inputReader()) {
        assertThat(answers.readLine()).startsWith("jdbc:").isNotEqualTo(ours.jdbcUrl());
      } finally {
        other.getOutputStream().close();
      }

      assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(other.exitValue()).isZero();
      try (Connection connection = ours.connect()) {
        assertThat(connection.getMetaData().getTables(null, null, "%", null).next()).isTrue();
      }
    }
  }

  private static Process start(DatabaseProduct product) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-D" + ServerSource.PROPERTY + "=" + System.getProperty(ServerSource.PROPERTY, "auto"),
            OtherJvm.class.getName(),
            product.name())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Creates the same table, says where, and keeps it until its input ends. */
  static final class OtherJvm {
    private OtherJvm() {}

    public static void main(String[] arguments) throws Exception {
      try (TestDatabase database = TestDatabases.open(DatabaseProduct.valueOf(arguments[0]))) {
        database.run("CREATE TABLE t (id INT)");
        System.out.println(database.jdbcUrl());
        System.in.read();
      }
    }
  }
}
