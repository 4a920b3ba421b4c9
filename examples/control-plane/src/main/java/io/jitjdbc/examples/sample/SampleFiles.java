package io.jitjdbc.examples.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a driver has on its machine. */
final class SampleFiles {
  private static final Path FOLDER = Path.of("target", "sample");

  private SampleFiles() {}

  static Path policy() {
    Path file = FOLDER.resolve("policy.yaml");
    try (InputStream policy = SampleFiles.class.getResourceAsStream("policy.yaml")) {
      Files.createDirectories(FOLDER);
      Files.copy(
          java.util.Objects.requireNonNull(policy), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path recordings() {
    try {
      return Files.createDirectories(FOLDER.resolve("recordings"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
