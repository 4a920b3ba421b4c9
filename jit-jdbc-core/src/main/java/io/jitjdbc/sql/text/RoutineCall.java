package io.jitjdbc.sql.text;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.sql.Dialect;
import java.util.List;
import java.util.Optional;

/**
 * {@code CALL name(…)}, also as an escape of JDBC.
 *
 * @param returns whether the first parameter mark is for what the routine returns: {@code {? = call
 *     …}}
 * @param marks for each argument, whether it is a parameter mark and not a literal
 */
public record RoutineCall(Routine routine, boolean returns, List<Boolean> marks) {
  public RoutineCall {
    requireNonNull(routine);
    marks = List.copyOf(marks);
  }

  /** The call that a text consists of, if it does. */
  public static Optional<RoutineCall> of(String sql, Dialect dialect) {
    try {
      return read(Lexer.read(sql, dialect).tokens(), dialect);
    } catch (LexicalException e) {
      return Optional.empty();
    }
  }

  static Optional<RoutineCall> read(List<Token> statement, Dialect dialect) {
    return new RoutineCallReader(new TokenReader(statement), dialect).read();
  }

  /** Whether the parameter marks of the call are the routine's own parameters, one for one. */
  public boolean marksAll(int parameters) {
    return !returns && marks.size() == parameters && !marks.contains(false);
  }
}
