package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.TransactionStep;
import java.util.List;

/** Transactions that are begun and ended by SQL and not by JDBC. */
public final class TransactionControl {
  private static final TokenPattern END =
      TokenPattern.of("COMMIT|END|ROLLBACK|ABORT WORK|TRANSACTION? AND? NO? CHAIN?");

  private TransactionControl() {}

  /**
   * What a text does to the transaction.
   *
   * @param sql one that {@link StatementRecognizer} knows to be of kind SESSION; of others, nothing
   *     is said
   */
  public static TransactionStep of(String sql, Dialect dialect) {
    try {
      return step(Lexer.read(sql, dialect).tokens());
    } catch (LexicalException e) {
      return TransactionStep.NONE;
    }
  }

  private static TransactionStep step(List<Token> statement) {
    Token first = statement.get(0);
    if (first.isWord("begin") || first.isWord("start")) {
      return TransactionStep.BEGINS;
    }
    if (!END.matches(statement)) {
      return TransactionStep.NONE;
    }
    return has(statement, "chain") && !has(statement, "no")
        ? TransactionStep.GOES_ON
        : TransactionStep.ENDS;
  }

  private static boolean has(List<Token> statement, String word) {
    return statement.stream().anyMatch(token -> token.isWord(word));
  }
}
