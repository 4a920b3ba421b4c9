package io.jitjdbc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.bundle.OtherProcess.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that knows nothing of us: a token goes in as the password, masked rows come out. */
class SqllineIT {
  private static final Pattern OF_SQLLINE = Pattern.compile("(sqlline|jline|jansi|jna)-.*\\.jar");

  @TempDir Path directory;
  private ToolDatabase database;

  @BeforeEach
  void create() throws Exception {
    database = new ToolDatabase(directory);
    database.create(new org.h2.Driver());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Outcome sqlline(String password, String query) throws Exception {
    var jars = new ArrayList<>(List.of(Bundle.file(), Bundle.h2()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      if (OF_SQLLINE.matcher(String.valueOf(file.getFileName())).matches()) {
        jars.add(file);
      }
    }
    return new OtherProcess(jars, database.settings())
        .run(
            "sqlline.SqlLine",
            "--outputformat=csv",
            "-d",
            Bundle.DRIVER,
            "-u",
            database.url(),
            "-n",
            "ana",
            "-p",
            password,
            "-e",
            query);
  }

  @Test
  void showsMaskedRowsToWhoeverHasAToken() throws Exception {
    Outcome outcome = sqlline(database.token(), "SELECT name, email FROM people");

    assertThat(outcome.text())
        .contains("Ada", "@example.org", "1 row selected")
        .doesNotContain(ToolDatabase.EMAIL);
  }

  @Test
  void showsWhyAStatementWasDenied() throws Exception {
    Outcome outcome = sqlline(database.token(), "DELETE FROM people");

    assertThat(outcome.text()).contains("42501").doesNotContain("1 row affected");
  }

  @Test
  void showsNoSecretWhenNobodyIsLetIn() throws Exception {
    Outcome outcome = sqlline("canary-password", "SELECT name FROM people");

    assertThat(outcome.text()).contains("Sign-in refused").doesNotContain("canary", "Ada");
  }
}
