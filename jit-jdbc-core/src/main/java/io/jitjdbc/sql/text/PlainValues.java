package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Literals that are nothing but values: compared, listed, stored or counted with. What a statement
 * reads and writes cannot depend on them, so the parser sees the same one in place of all, and
 * texts that differ in them alone are one text to it.
 *
 * <p>A literal anywhere else may be a label, an ordinal, a type, or what a function takes for a
 * name, and is kept.
 */
final class PlainValues {
  private static final Set<String> STATEMENTS =
      Set.of("select", "with", "values", "insert", "update", "delete", "merge", "(");
  private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");
  private static final List<String> BEFORE_AN_OPERAND = List.of("like", "between", "and");
  private static final List<String> BEFORE_A_COUNT = List.of("limit", "offset");
  private static final List<String> BEFORE_A_LIST = List.of("in", "values");

  private final Rewriting text;
  private final boolean everywhere;

  PlainValues(Rewriting text) {
    this.text = text;
    this.everywhere = text.size() > 0 && STATEMENTS.contains(first(text));
  }

  private static String first(Rewriting text) {
    return text.token(0).text().toLowerCase(Locale.ROOT);
  }

  boolean contain(int index) {
    return everywhere
        && !countsRows(index)
        && (text.oneOf(index - 1, COMPARISONS)
            || follows(index, BEFORE_AN_OPERAND)
            // In MySQL a string may follow a name as its label.
            || (text.kind(index, Kind.NUMBER) && follows(index, BEFORE_A_COUNT))
            || isListed(index));
  }

  /** How many rows a group must have is compared by policies as well. */
  private boolean countsRows(int index) {
    return text.word(index + 2, "count")
        || (text.word(index - 5, "count") && text.symbol(index - 2, ")"));
  }

  private boolean follows(int index, List<String> words) {
    for (String word : words) {
      if (word(index - 1, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean isListed(int index) {
    boolean whole =
        (text.symbol(index - 1, "(") || text.symbol(index - 1, ","))
            && (text.symbol(index + 1, ")") || text.symbol(index + 1, ","));
    int bracket = text.structure().enclosing(index);
    return whole && follows(bracket, BEFORE_A_LIST);
  }

  private boolean word(int index, String word) {
    return text.word(index, word) && text.alone(index);
  }
}
