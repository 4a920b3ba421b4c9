package io.jitjdbc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.bundle.OtherProcess.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as an approver starts it: from the bundle, set up by the environment. */
class CommandLineIT {
  @TempDir Path directory;

  @Test
  void isTheMainClass() throws Exception {
    try (JarFile jar = Bundle.open()) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.jitjdbc.cli.Jit");
    }
  }

  @Test
  void listsTheRequestsOfATableNamedInTheEnvironment() throws Exception {
    var settings = new Properties();
    settings.setProperty("jit.approval.table.url", "jdbc:h2:file:" + directory.resolve("requests"));
    settings.setProperty("jit.approval.table.user", "sa");
    var process = new OtherProcess(List.of(Bundle.file(), Bundle.h2()), settings);

    Outcome outcome = process.run("io.jitjdbc.cli.Jit", "requests");

    assertThat(outcome.text()).contains("No request is open.");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void findsADriverThatIsOnNoClassPath() throws Exception {
    var settings = new Properties();
    settings.setProperty("jit.approval.table.url", "jdbc:h2:file:" + directory.resolve("requests"));
    settings.setProperty("jit.approval.table.user", "sa");
    var process = new OtherProcess(List.of(Bundle.file()), settings);

    Outcome without = process.run("io.jitjdbc.cli.Jit", "requests");
    Outcome with =
        process.run("io.jitjdbc.cli.Jit", "requests", "--driver-jar", Bundle.h2().toString());
    Outcome wrong = process.run("io.jitjdbc.cli.Jit", "requests", "--driver-jar", "nowhere.jar");

    assertThat(without.text()).contains("that its JDBC driver is there");
    assertThat(with.text()).contains("No request is open.");
    assertThat(wrong.text()).contains("--driver-jar nowhere.jar is no file");
  }

  @Test
  void endsWithTheCodeOfARefusal() throws Exception {
    var process = new OtherProcess(List.of(Bundle.file()), new Properties());

    Outcome outcome = process.run("io.jitjdbc.cli.Jit", "policy", "check", "nowhere.yaml");

    assertThat(outcome.text()).contains("nowhere.yaml cannot be read");
    assertThat(outcome.code()).isEqualTo(1);
  }
}
