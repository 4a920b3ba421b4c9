package io.jitjdbc.coverage;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The scripts below a directory, in an order in which they find the tables they need. */
final class Collection {
  private static final String SCHEDULE = "parallel_schedule";

  private final Path directory;
  private final DatabaseProduct product;

  Collection(Path directory, DatabaseProduct product) {
    this.directory = directory;
    this.product = product;
  }

  List<Script> scripts() throws IOException {
    Path schedule = directory.resolve(SCHEDULE);
    return Files.exists(schedule) ? scheduled(schedule) : all();
  }

  private List<Script> scheduled(Path schedule) throws IOException {
    List<Script> scripts = new ArrayList<>();
    for (String line : Files.readAllLines(schedule)) {
      if (line.startsWith("test:")) {
        Stream.of(line.substring("test:".length()).strip().split("\\s+"))
            .map(name -> directory.resolve("sql").resolve(name + ".sql"))
            .filter(Files::exists)
            .forEach(file -> scripts.add(new Script(file)));
      }
    }
    return scripts;
  }

  private List<Script> all() throws IOException {
    String suffix = product == DatabaseProduct.H2 ? ".sql" : ".test";
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .map(Script::new)
          .toList();
    }
  }
}
