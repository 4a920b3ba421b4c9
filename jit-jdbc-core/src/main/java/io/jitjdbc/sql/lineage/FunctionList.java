package io.jitjdbc.sql.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.sql.Dialect.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known about the functions of a product, read once from the lists beside this class. A
 * function that no list names is unknown.
 */
final class FunctionList {

  /**
   * What a call can do. Those before the last five change nothing and read their arguments alone.
   */
  enum Trait {
    /** Succeeds for every value, and takes no longer for one than for another of its length. */
    TOTAL,
    /** As total, if all but its first argument are literals of a sensible size. */
    BOUNDED,
    /** As bounded, and the literals are numbers. */
    COUNTED,
    /** As total, but it compares its arguments. */
    COMPARES,
    /** As total, but it need not compute all of its arguments. */
    CHOOSES,
    /** May fail for some values. */
    PURE,
    /** As pure, and how many rows it yields tells about its arguments. */
    ROWS,
    /** Changes nothing, but tells what people wrote into the catalog, with values in it perhaps. */
    TELLS,
    /** Keeps what it is given where others may read it, and needs to be permitted by its name. */
    KEEPS,
    /** Moves rows out of the database. */
    EXPORTS,
    /** Reads or changes what its arguments do not name. */
    REFUSED,
    UNKNOWN
  }

  private static final Map<Product, FunctionList> LISTS = lists();

  private final Map<String, Trait> traits = new HashMap<>();
  private final Map<String, List<String>> columns = new HashMap<>();

  private FunctionList(List<String> files) {
    files.forEach(this::read);
  }

  static FunctionList of(Product product) {
    return Optional.ofNullable(LISTS.get(product)).orElseThrow();
  }

  /**
   * What is known about a name that is called with so many arguments.
   *
   * @param name the last part as written, in lower case: a dangerous name is refused wherever it is
   *     said to live
   * @param builtIn the built-in that the whole name means, or empty
   */
  Trait trait(String name, String builtIn, int arguments) {
    Trait ofForm = traits.get(builtIn + '/' + arguments);
    return ofForm == null ? trait(name, builtIn) : ofForm;
  }

  private Trait trait(String name, String builtIn) {
    Trait byName = find(name);
    return byName == Trait.REFUSED || builtIn.equals(name) ? byName : find(builtIn);
  }

  private Trait find(String name) {
    Trait exact = traits.get(name);
    if (exact != null) {
      return exact;
    }
    return traits.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("*"))
        .filter(entry -> name.startsWith(entry.getKey().substring(0, entry.getKey().length() - 1)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Trait.UNKNOWN);
  }

  /** The names of all that succeed for every value, at least with literals beside it. */
  Set<String> total() {
    return traits.keySet().stream()
        .filter(name -> Objects.requireNonNull(traits.get(name)).compareTo(Trait.PURE) < 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The columns that a built-in yields in FROM, if it always yields the same. */
  Optional<List<String>> columns(String builtIn) {
    return Optional.ofNullable(columns.get(builtIn));
  }

  private static Map<Product, FunctionList> lists() {
    Map<Product, FunctionList> lists = new EnumMap<>(Product.class);
    lists.put(Product.H2, new FunctionList(List.of("common", "h2")));
    lists.put(
        Product.POSTGRESQL,
        new FunctionList(List.of("postgresql-immutable", "common", "postgresql")));
    lists.put(Product.MARIADB, new FunctionList(List.of("common", "mysql")));
    lists.put(Product.MYSQL, new FunctionList(List.of("common", "mysql")));
    lists.put(Product.GENERIC, new FunctionList(List.of("common")));
    return lists;
  }

  /**
   * A line names a trait and functions; {@code name/3} is a function where it is called with three
   * arguments; {@code rows} names one function and its columns.
   */
  private void read(String file) {
    for (String line : text(file).lines().toList()) {
      String[] words = line.strip().split(" +", -1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "total",
            "bounded",
            "counted",
            "compares",
            "chooses",
            "pure",
            "tells",
            "keeps",
            "exports",
            "refused" ->
            rest.forEach(name -> traits.put(name, trait(words[0])));
        case "sets" -> rest.forEach(name -> traits.put(name, Trait.ROWS));
        case "rows" -> {
          traits.put(rest.get(0), Trait.ROWS);
          columns.put(rest.get(0), rest.subList(1, rest.size()));
        }
        default -> throw new IllegalStateException(file + " has an unknown line: " + words[0]);
      }
    }
  }

  private static Trait trait(String word) {
    return Trait.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String text(String file) {
    try (InputStream stream = FunctionList.class.getResourceAsStream("functions/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("the list of functions " + file + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
