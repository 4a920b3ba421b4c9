package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Dialect;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One entry of a file of cases; {@code cases/README} says how they are written. */
record AnalysisCase(String title, Dialect dialect, Map<String, String> lines) {

  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          "h2", Dialect.H2,
          "postgresql", Dialect.POSTGRESQL,
          "mariadb", Dialect.MARIADB,
          "mysql", Dialect.MYSQL);

  static List<AnalysisCase> all() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(AnalysisCase.class.getResource("cases")).toURI());
    List<AnalysisCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cases")).sorted().toList()) {
        read(file, cases);
      }
    }
    return cases;
  }

  private static void read(Path file, List<AnalysisCase> cases) throws IOException {
    for (String block : Files.readString(file).split("\n\\s*\n", -1)) {
      Map<String, String> lines = new TreeMap<>();
      String title = "";
      String key = "";
      for (String line : block.strip().split("\n", -1)) {
        if (line.startsWith("#")) {
          title = line.substring(1).strip();
        } else if (line.startsWith(" ")) {
          lines.merge(key, line.strip(), (before, more) -> before + '\n' + more);
        } else if (!line.isBlank()) {
          key = line.substring(0, line.indexOf(':'));
          lines.put(key, line.substring(key.length() + 1).strip());
        }
      }
      if (lines.containsKey("sql")) {
        for (String dialect : lines.getOrDefault("on", "h2 postgresql mariadb").split(" ", -1)) {
          String name = file.getFileName() + ": " + title + " (" + dialect + ")";
          cases.add(new AnalysisCase(name, Objects.requireNonNull(DIALECTS.get(dialect)), lines));
        }
      }
    }
  }

  String sql() {
    return Objects.requireNonNull(lines.get("sql"));
  }

  boolean expects(String key) {
    return lines.containsKey(key);
  }

  /** The parts of an expectation, in lower case. */
  List<String> expected(String key) {
    String line = Objects.requireNonNull(lines.get(key)).toLowerCase(Locale.ROOT);
    return line.equals("none")
        ? List.of()
        : Stream.of(line.split(";", -1)).map(String::strip).toList();
  }

  @Override
  public String toString() {
    return title;
  }
}
