package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;
import java.util.Set;

/** Statements that change definitions or how data is stored. */
final class Definitions {
  private static final Set<String> EVERYWHERE =
      Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT");
  private static final Set<String> POSTGRESQL =
      Set.of("ANALYZE", "ANALYSE", "VACUUM", "REINDEX", "CLUSTER", "REFRESH");
  private static final Set<String> MAINTENANCE = Set.of("ANALYZE", "OPTIMIZE", "CHECK", "REPAIR");
  private static final Set<String> MAINTAINED = Set.of("TABLE", "TABLES");
  private static final Set<String> LOCALLY = Set.of("LOCAL", "NO_WRITE_TO_BINLOG");
  private static final Set<String> RENAMED = Set.of("TABLE", "TABLES", "USER");

  private static final Set<String> DEFINED_BY_QUERY = Set.of("TABLE", "VIEW");
  private static final Set<String> QUERIES = Set.of("VALUES", "TABLE", "WITH", "EXECUTE", "FROM");

  private Definitions() {}

  static boolean match(TokenReader statement, Product product) {
    if (statement.word(0, EVERYWHERE)) {
      return statement.peek(1).isName() && !takesFromQuery(statement);
    }
    return switch (product) {
      case POSTGRESQL -> statement.word(0, POSTGRESQL);
      case H2 -> statement.word(0, Set.of("ANALYZE"));
      // MariaDB's ANALYZE also runs a query, so the word alone proves nothing.
      case MARIADB, MYSQL ->
          (statement.word(0, MAINTENANCE)
                  && statement.word(statement.word(1, LOCALLY) ? 2 : 1, MAINTAINED))
              || (statement.peek().isWord("rename") && statement.word(1, RENAMED));
      case GENERIC -> false;
    };
  }

  /** CREATE TABLE or VIEW … AS: what the query reads is for who can follow it to say. */
  private static boolean takesFromQuery(TokenReader statement) {
    int word = 1;
    while (statement.peek(word).isName() && !statement.word(word, DEFINED_BY_QUERY)) {
      word++;
    }
    if (!statement.peek().isWord("create") || !statement.peek(word).isName()) {
      return false;
    }
    boolean queries = false;
    for (; statement.has(word); word++) {
      boolean as = statement.peek(word).isWord("as") && statement.word(word + 1, QUERIES);
      queries |= as || statement.peek(word).isWord("select");
    }
    return queries;
  }
}
