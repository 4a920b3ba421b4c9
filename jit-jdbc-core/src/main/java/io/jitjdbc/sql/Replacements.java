package io.jitjdbc.sql;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people made in a database that may run where a statement seems to use a built-in: a function
 * of the same name whose arguments fit better, an operator, a cast.
 *
 * @param routines their names in lower case
 * @param operators their symbols
 * @param casts whether a cast may run a function that somebody wrote
 */
public record Replacements(Set<String> routines, Set<String> operators, boolean casts) {

  /** Everything that looks like a built-in is one. */
  public static final Replacements NONE = new Replacements(Set.of(), Set.of(), false);

  public Replacements {
    routines =
        routines.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    operators = Set.copyOf(operators);
  }
}
