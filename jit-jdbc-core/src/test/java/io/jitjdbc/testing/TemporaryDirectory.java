package io.jitjdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes directories with all that is in them. */
public final class TemporaryDirectory {
  private TemporaryDirectory() {}

  /** Deletes the directory, which nobody may use any more, and in which no secret was written. */
  public static void delete(Path directory) {
    List<String> problems;
    try {
      problems = WrittenOutputs.problems(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deleteAll(directory);
    ScannedDirectories.require(problems);
  }

  private static void deleteAll(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
