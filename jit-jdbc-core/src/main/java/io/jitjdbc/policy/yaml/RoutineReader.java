package io.jitjdbc.policy.yaml;

import io.jitjdbc.policy.yaml.RoutineDeclaration.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the section {@code routines}. */
final class RoutineReader {
  private static final String IN = "in";
  private static final String CLEAR = "clear";

  private final Map<String, Part> shown = new LinkedHashMap<>();
  private final Map<String, Part> parameters = new LinkedHashMap<>();

  RoutineReader(List<Tag> tags) {
    tags.forEach(tag -> shown.put(tag.name(), Part.of(tag)));
    shown.put(CLEAR, Part.CLEAR);
    parameters.putAll(shown);
    parameters.put(IN, Part.IN);
  }

  /** The words that a declaration uses beside tags, which hence must not be called so. */
  static boolean isWord(String tag) {
    return tag.equals(IN) || tag.equals(CLEAR);
  }

  List<RoutineDeclaration> read(Item routines) {
    var read = new ArrayList<RoutineDeclaration>();
    routines
        .entries()
        .forEach(
            (name, item) ->
                Patterns.routine(name, item)
                    .ifPresent(pattern -> read.add(declaration(item, pattern))));
    return read;
  }

  private RoutineDeclaration declaration(Item item, NamePattern name) {
    Section section = item.section("results", "parameters", "returns");
    if (section.entries().isEmpty()) {
      item.problem("expected results, parameters or returns");
    }
    if (section.find("returns").isPresent() && section.find("parameters").isPresent()) {
      item.problem("a routine has either parameters to hand values back in, or returns one");
    }
    return new RoutineDeclaration(
        name,
        section.find("results").map(Item::items).orElse(List.of()).stream()
            .map(set -> parts(set, shown))
            .toList(),
        section.find("parameters").map(list -> parts(list, parameters)).orElse(Map.of()),
        section.find("returns").flatMap(word -> part(word, shown)).orElse(Part.UNDECLARED));
  }

  /** In their order, which counts for parameters. */
  private static Map<String, Part> parts(Item item, Map<String, Part> words) {
    var parts = new LinkedHashMap<String, Part>();
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    item.entries()
        .forEach(
            (name, word) -> {
              if (!names.add(name)) {
                word.problem("given twice; case does not matter here");
              }
              parts.put(name, part(word, words).orElse(Part.UNDECLARED));
            });
    return parts;
  }

  private static Optional<Part> part(Item item, Map<String, Part> words) {
    return item.oneOf(words, "tag");
  }
}
