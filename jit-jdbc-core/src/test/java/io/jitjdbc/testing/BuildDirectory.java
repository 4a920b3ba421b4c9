package io.jitjdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where server binaries are unpacked: once for all modules of a checkout, gone after a clean. */
final class BuildDirectory {
  private BuildDirectory() {}

  static Path create(String name) throws IOException {
    return Files.createDirectories(root().resolve("target").resolve("databases").resolve(name));
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path path = here; path != null; path = path.getParent()) {
      if (Files.isDirectory(path.resolve(".mvn"))) {
        return path;
      }
    }
    return here;
  }
}
