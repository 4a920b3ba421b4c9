package io.jitjdbc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("secret");
  }

  @Test
  void dropsTheWhiteSpaceAroundASecret() throws IOException {
    Files.writeString(file, "  s3cret\r\n");

    assertThat(SecretFile.read(file)).isEqualTo("s3cret");
  }

  @Test
  void seesARotatedSecretAtOnce() throws IOException {
    Files.writeString(file, "old");
    assertThat(SecretFile.read(file)).isEqualTo("old");

    Files.writeString(file, "new");
    assertThat(SecretFile.read(file)).isEqualTo("new");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Files.writeString(file, "\n");

    assertThatIOException().isThrownBy(() -> SecretFile.read(file)).withMessageContaining("empty");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatIOException()
        .isThrownBy(() -> SecretFile.read(file))
        .withMessage(file + " does not exist");
  }

  @Test
  void readsNoMoreThan64KiB() throws IOException {
    Files.writeString(file, "x".repeat(64 * 1024 + 1));

    assertThatIOException()
        .isThrownBy(() -> SecretFile.read(file))
        .withMessageContaining("64 KiB")
        .withMessageNotContaining("xx");
  }
}
