package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Set;

/**
 * Clauses of MariaDB and MySQL that the parser does not know and that change nothing about where
 * values come from: they are left out of its text, or spelled as it knows them.
 */
final class MySqlClauses {
  private static final Set<String> TYPED_FUNCTIONS =
      Set.of("COLUMN_CREATE", "COLUMN_ADD", "COLUMN_GET");
  private static final Set<String> FUNCTIONS_OF_A_UNIT = Set.of("TIMESTAMPADD", "TIMESTAMPDIFF");

  /** Those that the parser would take for columns. */
  private static final Set<String> UNITS =
      Set.of(
          "MICROSECOND",
          "WEEK",
          "QUARTER",
          "SQL_TSI_SECOND",
          "SQL_TSI_MINUTE",
          "SQL_TSI_HOUR",
          "SQL_TSI_DAY",
          "SQL_TSI_WEEK",
          "SQL_TSI_MONTH",
          "SQL_TSI_QUARTER",
          "SQL_TSI_YEAR");

  private static final Set<String> DIRECTIONS = Set.of("ASC", "DESC");
  private static final Set<String> AFTER_GROUPS =
      Set.of(
          "HAVING",
          "WINDOW",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "FOR",
          "LOCK",
          "INTO",
          "PROCEDURE");
  private static final Set<String> HINTS = Set.of("USE", "FORCE", "IGNORE");
  private static final Set<String> INDEXES = Set.of("INDEX", "KEY");

  private final Rewriting text;

  MySqlClauses(Rewriting text) {
    this.text = text;
  }

  void apply(int index, String word) {
    if (TYPED_FUNCTIONS.contains(word) && text.symbol(index + 1, "(")) {
      types(index + 1, text.structure().partner(index + 1));
    }
    if (word.equals("ROWS")) {
      rowsExamined(index);
    }
    if (FUNCTIONS_OF_A_UNIT.contains(word)) {
      unit(index);
    }
    if (text.words(index, "group", "by")) {
      groupDirections(index + 2);
    }
    if (word.equals("MATCH") && text.alone(index)) {
      match(index);
    }
    if (HINTS.contains(word) && text.anyWord(index + 1, INDEXES)) {
      hint(index);
    }
  }

  /** {@code TIMESTAMPDIFF(WEEK, a, b)}: the first operand is a unit whatever columns there are. */
  private void unit(int function) {
    boolean first = text.symbol(function + 1, "(") && text.symbol(function + 3, ",");
    if (first && text.anyWord(function + 2, UNITS)) {
      text.set(function + 2, "''");
    }
  }

  /** {@code GROUP BY a DESC} also orders by what already decides which rows there are. */
  private void groupDirections(int start) {
    int level = text.structure().enclosing(start - 1);
    for (int i = start; text.within(i) && !text.anyWord(i, AFTER_GROUPS); i++) {
      if (text.symbol(i, ")") && text.structure().partner(i) < start) {
        return;
      }
      boolean own = text.structure().enclosing(i) == level;
      if (own && text.anyWord(i, DIRECTIONS) && text.alone(i)) {
        text.set(i, "");
      }
    }
  }

  /** {@code MATCH a, b AGAINST ('x')}: the parser wants brackets around the columns. */
  private void match(int index) {
    int end = index + 1;
    while (isListed(end)) {
      end++;
    }
    if (end > index + 1 && text.word(end, "against") && text.symbol(end + 1, "(")) {
      text.set(index, "MATCH (");
      text.set(end, ") AGAINST");
    }
  }

  private boolean isListed(int index) {
    boolean name = text.name(index) && !text.word(index, "against");
    return name || text.symbol(index, ".") || text.symbol(index, ",");
  }

  /** {@code IGNORE INDEX FOR ORDER BY (i)}: what it is a hint for, and a hint to use none. */
  private void hint(int index) {
    int open = index + 2;
    if (text.word(open, "for")) {
      open += text.word(open + 1, "join") ? 2 : 3;
    }
    if (text.symbol(open, "(")) {
      boolean names = open + 1 < text.structure().partner(open);
      text.drop(names ? index + 2 : index, names ? open : open + 2);
    }
  }

  /**
   * {@code COLUMN_CREATE('a', v AS char)}: the type of a dynamic column, up to the next operand.
   */
  private void types(int open, int close) {
    boolean type = false;
    for (int i = open + 1; i < close; i++) {
      boolean own = text.structure().enclosing(i) == open;
      if (own && text.symbol(i, ",")) {
        type = false;
      }
      if (own && text.word(i, "as")) {
        type = true;
      }
      if (type) {
        text.set(i, "");
      }
    }
  }

  /** {@code LIMIT 5 ROWS EXAMINED 100}: stops early, as a limit does. */
  private void rowsExamined(int index) {
    if (text.word(index + 1, "examined") && text.kind(index + 2, Kind.NUMBER)) {
      int begin = text.word(index - 1, "limit") ? index - 1 : index;
      text.drop(begin, index + 3);
    }
  }
}
