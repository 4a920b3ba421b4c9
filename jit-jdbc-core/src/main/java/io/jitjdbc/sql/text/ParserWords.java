package io.jitjdbc.sql.text;

import java.util.Locale;
import java.util.Set;

/** Words that the parser does not take for a name. */
final class ParserWords {
  private static final Set<String> RESERVED =
      words(
          """
          ABSENT AND AS BETWEEN BOTH CHECK CONNECT_BY_ROOT CONSTRAINT CROSS DISTINCT DISTINCTROW
          ELSE EXCEPT EXISTS FALSE FETCH FINAL FOR FORCE FOREIGN FULL HAVING ILIKE INNER INTERSECT
          INTO IS JOIN LATERAL LIKE MINUS NATURAL NOCYCLE NOT NULL ONLY OR OUTER PRIOR RETURNING
          SQL_CACHE SQL_CALC_FOUND_ROWS SQL_NO_CACHE TABLESAMPLE TRAILING TRUE UNBOUNDED UNION
          UNIQUE UNKNOWN USE USING WHEN WHERE WINDOW WITH XMLSERIALIZE XOR
          """);

  /** No database that we know gives these a meaning in a query, so they can only be names. */
  private static final Set<String> FREE =
      words(
          """
          CSV ERRORS EXCLUDES EXTEND FBV IMPORT INCLUDES OUTPUT PIVOT PREFERRING PREWHERE RETURNS
          SAMPLE SCRIPT SEMI SETTINGS STATEMENT UNPIVOT VERIFY
          """);

  private ParserWords() {}

  /** The parser takes it for a keyword wherever it stands, the database for a name. */
  static boolean onlyForTheParser(String word) {
    return FREE.contains(word.toUpperCase(Locale.ROOT));
  }

  /** The parser takes it for a keyword even behind a dot. */
  static boolean reserved(String word) {
    return RESERVED.contains(word.toUpperCase(Locale.ROOT));
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}
