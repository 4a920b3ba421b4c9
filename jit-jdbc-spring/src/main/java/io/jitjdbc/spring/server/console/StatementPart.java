package io.jitjdbc.spring.server.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of a statement's text.
 *
 * @param isSensitive whether it names a classified column
 */
public record StatementPart(String text, boolean isSensitive) {

  /**
   * The pieces of a statement, which together are its text.
   *
   * @param columns the paths of the classified columns that it touches
   */
  static List<StatementPart> of(String statement, List<String> columns) {
    Set<String> names = new LinkedHashSet<>();
    columns.forEach(path -> names.add(path.substring(path.lastIndexOf('.') + 1)));
    if (names.isEmpty()) {
      return List.of(new StatementPart(statement, false));
    }
    String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Matcher found =
        Pattern.compile("(?<![\\w$])(?:" + any + ")(?![\\w$])", Pattern.CASE_INSENSITIVE)
            .matcher(statement);
    var parts = new ArrayList<StatementPart>();
    int at = 0;
    while (found.find()) {
      parts.add(new StatementPart(statement.substring(at, found.start()), false));
      parts.add(new StatementPart(found.group(), true));
      at = found.end();
    }
    parts.add(new StatementPart(statement.substring(at), false));
    return List.copyOf(parts);
  }
}
