package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can be reached in the memory of a program that connects: passwords where they are needed,
 * never in a URL of ours, and neither token nor leased password once everything is closed.
 */
class NoSecretInHeapTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void keepsNoPasswordInAUrlAndNeitherThatNorATokenAfterItIsClosed(DatabaseProduct product)
      throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product)) {
      Process program = DumpingProgram.start(database.url(), settings(database));
      List<String> backwards = program.inputReader().lines().toList();
      assertThat(program.waitFor()).isZero();
      assertThat(backwards).hasSize(1);

      var secrets = new ArrayList<>(backwards.stream().map(PasswordWatch::reversed).toList());
      // Not the broker's own, read anew each time: now and then it outlives the use on PostgreSQL.
      secrets.add(Files.readString(database.tokenFile()));

      List<String> open = texts(DumpingProgram.OPEN, secrets);
      assertThat(open).anyMatch(text -> text.equals(secrets.get(0)));
      assertThat(open)
          .filteredOn(text -> text.contains("jdbc:"))
          .allMatch(NoSecretInHeapTest::isTheirs);
      assertThat(texts(DumpingProgram.CLOSED, secrets)).isEmpty();
    }
  }

  /**
   * MariaDB's driver writes a URL of its own with all that it was given, for as long as it is open.
   */
  private static boolean isTheirs(String url) {
    return url.startsWith("jdbc:mariadb:") && url.contains("?user=jit_");
  }

  /** All secrets in files, so that none is a setting, which a data source may well remember. */
  private Path settings(EnforcedDatabase database) throws Exception {
    Properties settings = MintingBroker.settings(database, Duration.ofMinutes(15));
    settings.remove("jit.broker.mint.password");
    Path password = Files.writeString(directory.resolve("broker"), MintingBroker.password());
    settings.setProperty("jit.broker.mint.password.file", password.toString());
    settings.setProperty("jit.delegate.driver", PasswordWatch.class.getName());
    Path file = directory.resolve("jit.properties");
    try (Writer text = Files.newBufferedWriter(file)) {
      settings.store(text, null);
    }
    return file;
  }

  /** Those that hold a secret. */
  private List<String> texts(String dump, List<String> secrets) throws IOException {
    var found = new ArrayList<String>();
    HeapTexts.read(
        directory.resolve(dump),
        text -> {
          if (secrets.stream().anyMatch(text::contains)) {
            found.add(text);
          }
        });
    return found;
  }
}
