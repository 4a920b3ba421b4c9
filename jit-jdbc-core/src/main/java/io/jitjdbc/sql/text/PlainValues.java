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
  private static final Set<String> COMPARISONS =
      Set.of("=", "<", ">", "<=", ">=", "<>", "!=", "&&");
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
    return contain(index, index - 1);
  }

  /**
   * @param before the last token that the parser sees before the literal
   */
  boolean contain(int index, int before) {
    return everywhere
        && !countsRows(index, before)
        && (text.oneOf(before, COMPARISONS)
            || follows(before, BEFORE_AN_OPERAND)
            // In MySQL a string may follow a name as its label.
            || (text.kind(index, Kind.NUMBER) && follows(before, BEFORE_A_COUNT))
            || isListed(index, before));
  }

  /** How many rows a group must have is compared by policies as well. */
  private boolean countsRows(int index, int before) {
    return text.word(index + 2, "count")
        || (text.word(before - 4, "count") && text.symbol(before - 1, ")"));
  }

  private boolean follows(int before, List<String> words) {
    for (String word : words) {
      if (word(before, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean isListed(int index, int before) {
    boolean whole =
        (text.symbol(before, "(") || text.symbol(before, ","))
            && (text.symbol(index + 1, ")") || text.symbol(index + 1, ","));
    int bracket = text.structure().enclosing(index);
    return whole && follows(bracket - 1, BEFORE_A_LIST);
  }

  private boolean word(int index, String word) {
    return text.word(index, word) && text.alone(index);
  }
}
