package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.StatementKind.CALL;
import static io.jitjdbc.sql.StatementKind.DDL;
import static io.jitjdbc.sql.StatementKind.EXPORT;
import static io.jitjdbc.sql.StatementKind.SESSION;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Server;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.StatementKind;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the statements that a parser cannot read or must not judge. What it does not know exactly
 * it leaves alone, and that is no permission: a statement that nobody can read does not run.
 *
 * <p>Statements that change how later text is read or where names lead ({@code SET search_path},
 * {@code SET ROLE}, {@code USE} and the like) are never among the known, nor are those that show
 * values in passing, such as {@code SHOW WARNINGS}.
 */
public final class StatementRecognizer {
  private static final Set<String> H2_FILE_WRITERS = Set.of("CSVWRITE", "FILE_WRITE");

  private StatementRecognizer() {}

  /** What the statement does, if it has exactly one of the known forms. */
  public static Optional<Recognized> recognize(LexedStatement statement, Dialect dialect) {
    TokenReader reader = new TokenReader(statement.tokens());
    Product product = dialect.product();
    if (SessionStatements.match(statement.tokens(), product)) {
      return Optional.of(new Recognized(SESSION, Set.of()));
    }
    if (Exports.match(reader, product)) {
      return Optional.of(onServer(EXPORT, Action.EXPORT));
    }
    if (Definitions.match(reader, product)) {
      return Optional.of(onServer(DDL, Action.DDL));
    }
    return RoutineCall.read(statement.tokens(), dialect).map(call -> call(call.routine(), product));
  }

  private static Recognized call(Routine routine, Product product) {
    if (product == Product.H2 && H2_FILE_WRITERS.contains(routine.name())) {
      return onServer(EXPORT, Action.EXPORT);
    }
    return new Recognized(CALL, Set.of(new Access(Action.EXECUTE, routine)));
  }

  private static Recognized onServer(StatementKind kind, Action action) {
    return new Recognized(kind, Set.of(new Access(action, new Server())));
  }
}
