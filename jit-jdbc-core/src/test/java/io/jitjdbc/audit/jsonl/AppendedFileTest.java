package io.jitjdbc.audit.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AppendedFileTest {
  @TempDir Path directory;

  private Path file;
  private long nanos;
  private AppendedFile appended;

  @BeforeEach
  void names() {
    file = directory.resolve("audit.jsonl");
    appended = new AppendedFile(file, false, () -> nanos);
  }

  @AfterEach
  void closes() {
    appended.close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadWhatItCreates() throws IOException {
    append("1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void appendsToWhatIsThere() throws IOException {
    Files.writeString(file, "0\n");
    append("1");
    append("2");

    assertThat(file).hasContent("0\n1\n2\n");
  }

  @Test
  void startsALineOfItsOwnBehindOneThatWasCutOff() throws IOException {
    Files.writeString(file, "{\"id\":\"7");
    append("1");

    assertThat(Files.readAllLines(file)).containsExactly("{\"id\":\"7", "1");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsARotatedFileWithinASecond() throws IOException {
    append("1");
    Path rotated = directory.resolve("audit.jsonl.1");
    Files.move(file, rotated);
    nanos += Duration.ofMillis(999).toNanos();
    append("2");
    nanos += Duration.ofMillis(1).toNanos();
    append("3");

    assertThat(rotated).hasContent("1\n2\n");
    assertThat(file).hasContent("3\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noticesAnotherFileUnderItsName() throws IOException {
    append("1");
    Files.move(file, directory.resolve("audit.jsonl.1"));
    Files.writeString(file, "new\n");
    nanos += Duration.ofSeconds(1).toNanos();
    append("2");

    assertThat(file).hasContent("new\n2\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTruncatedFileIsContinuedAtItsNewEnd() throws IOException {
    append("1");
    Files.writeString(file, "");
    append("2");

    assertThat(file).hasContent("2\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void failsWhileItsDirectoryIsGoneAndThenGoesOn() throws IOException {
    Path away = directory.resolveSibling(directory.getFileName() + "-away");
    append("1");
    Files.move(directory, away);
    nanos += Duration.ofSeconds(1).toNanos();

    assertThatThrownBy(() -> append("2"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("NoSuchFile");

    Files.move(away, directory);
    append("3");
    assertThat(file).hasContent("1\n3\n");
  }

  private void append(String line) throws IOException {
    appended.append((line + '\n').getBytes(UTF_8));
  }
}
