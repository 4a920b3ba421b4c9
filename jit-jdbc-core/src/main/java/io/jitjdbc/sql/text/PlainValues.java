package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
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
  private static final Set<String> BEFORE_AN_OPERAND = Set.of("like", "between", "and");
  private static final Set<String> BEFORE_A_COUNT = Set.of("limit", "offset");
  private static final Set<String> BEFORE_A_LIST = Set.of("in", "values");

  private final Rewriting text;
  private final boolean everywhere;

  PlainValues(Rewriting text) {
    this.text = text;
    this.everywhere = STATEMENTS.stream().anyMatch(this::begins);
  }

  private boolean begins(String word) {
    return text.word(0, word) || text.symbol(0, word);
  }

  boolean contain(int index) {
    return everywhere
        && (follows(index, COMPARISONS)
            || follows(index, BEFORE_AN_OPERAND)
            // In MySQL a string may follow a name as its label.
            || (text.kind(index, Kind.NUMBER) && follows(index, BEFORE_A_COUNT))
            || isListed(index));
  }

  private boolean follows(int index, Set<String> tokens) {
    int before = index - 1;
    return tokens.stream().anyMatch(token -> text.symbol(before, token) || word(before, token));
  }

  private boolean isListed(int index) {
    boolean whole =
        (text.symbol(index - 1, "(") || text.symbol(index - 1, ","))
            && (text.symbol(index + 1, ")") || text.symbol(index + 1, ","));
    int bracket = text.structure().enclosing(index);
    return whole && BEFORE_A_LIST.stream().anyMatch(word -> word(bracket - 1, word));
  }

  private boolean word(int index, String word) {
    return text.word(index, word) && text.alone(index);
  }
}
