package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Replacements;
import io.jitjdbc.sql.text.Token;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what looks like a built-in is one. A database prefers the function, operator or cast that
 * fits the arguments best, and MySQL a stored function where the name stands apart from its bracket
 * or in quotes, so anybody who may create some can replace a built-in.
 */
final class BuiltIns {

  /** Read by their own grammar, and so never seen as the call of a function. */
  private static final Set<String> WITH_GRAMMAR_OF_THEIR_OWN =
      Set.of("cast", "convert", "extract", "group_concat", "position", "trim");

  private static final Set<String> WITH_GRAMMAR_OF_JSON =
      Set.of("json_array", "json_arrayagg", "json_object", "json_objectagg");

  /** What PostgreSQL means by words that are no operators themselves. */
  private static final Map<String, Set<String>> OPERATORS_BEHIND_WORDS =
      Map.of(
          "in", Set.of("=", "<>"),
          "nullif", Set.of("="),
          "using", Set.of("="),
          "natural", Set.of("="),
          "case", Set.of("="),
          "distinct", Set.of("="),
          "between", Set.of(">=", "<=", "<", ">"),
          "like", Set.of("~~", "!~~"),
          "ilike", Set.of("~~*", "!~~*"),
          "similar", Set.of("~", "!~"));

  private final Names names;
  private final Catalog catalog;
  private @Nullable Replacements replacements;

  BuiltIns(Names names, Catalog catalog) {
    this.names = names;
    this.catalog = catalog;
  }

  /** The built-in routine that a name means for certain, in lower case; else empty. */
  String routine(List<String> name) {
    if (name.size() == 1) {
      String builtIn = names.builtIn(name.get(0));
      return replacements().routines().contains(builtIn) ? "" : builtIn;
    }
    boolean system =
        names.isPostgres() && name.size() == 2 && "pg_catalog".equals(names.fold(name.get(0)));
    return system ? names.builtIn(name.get(1)) : "";
  }

  /** Whether converting a value runs nothing but built-ins. */
  boolean castsAreTheirOwn() {
    return !replacements().casts();
  }

  /** Refuses a text in which a sign, or a word read by its own grammar, may run something else. */
  void check(List<Token> tokens) {
    Replacements known = replacements();
    if (known.operators().isEmpty() && known.routines().isEmpty()) {
      return;
    }
    for (Token token : tokens) {
      String text = token.text().toLowerCase(Locale.ROOT);
      boolean replaced =
          switch (token.kind()) {
            case SYMBOL ->
                known.operators().contains(text) || known.operators().contains(token.withoutMark());
            case WORD, QUOTED_IDENTIFIER ->
                isReplaced(text, known) || isBehind(token.kind(), text, known.operators());
            default -> false;
          };
      if (replaced) {
        throw NotProvenException.of(
            "%s may run what somebody created in this database instead of the built-in", text);
      }
    }
  }

  private static boolean isReplaced(String word, Replacements known) {
    return known.routines().contains(word)
        && (WITH_GRAMMAR_OF_THEIR_OWN.contains(word) || WITH_GRAMMAR_OF_JSON.contains(word));
  }

  private static boolean isBehind(Kind kind, String word, Set<String> operators) {
    return kind == Kind.WORD
        && OPERATORS_BEHIND_WORDS.getOrDefault(word, Set.of()).stream()
            .anyMatch(operators::contains);
  }

  private Replacements replacements() {
    Replacements known = replacements;
    if (known == null) {
      known = ask();
      replacements = known;
    }
    return known;
  }

  private Replacements ask() {
    try {
      return catalog.replacements();
    } catch (CatalogException e) {
      throw new NotProvenException("the catalog cannot be read: " + e.getMessage());
    }
  }
}
