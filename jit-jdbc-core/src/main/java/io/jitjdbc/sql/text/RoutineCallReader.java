package io.jitjdbc.sql.text;

import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads calls whose arguments are parameters and literals: an expression could read anything. */
final class RoutineCallReader {
  private static final Set<String> CONSTANTS = Set.of("NULL", "TRUE", "FALSE");
  private static final int MOST_PARTS = 2;

  private final TokenReader tokens;
  private final Dialect dialect;
  private final List<Boolean> marks = new ArrayList<>();

  RoutineCallReader(TokenReader tokens, Dialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  Optional<RoutineCall> read() {
    boolean escape = tokens.takeSymbol("{");
    boolean returns = escape && tokens.takeKind(Kind.PARAMETER);
    if ((returns && !tokens.takeSymbol("=")) || !tokens.takeWord("call")) {
      return Optional.empty();
    }
    List<String> name = name();
    boolean complete =
        !name.isEmpty()
            && (arguments() || bare())
            && (!escape || tokens.takeSymbol("}"))
            && tokens.atEnd();
    if (!complete || name.size() > MOST_PARTS) {
      return Optional.empty();
    }
    String schema = name.size() == MOST_PARTS ? name.get(0) : "";
    var routine = new Routine(schema, name.get(name.size() - 1));
    return Optional.of(new RoutineCall(routine, returns, marks));
  }

  private List<String> name() {
    List<String> parts = new ArrayList<>();
    do {
      if (!tokens.peek().isName()) {
        return List.of();
      }
      parts.add(folded(tokens.next()));
    } while (tokens.takeSymbol("."));
    return parts;
  }

  private String folded(Token name) {
    return name.kind() == Kind.QUOTED_IDENTIFIER
        ? dialect.quoted().fold(name.text())
        : dialect.unquoted().fold(name.text());
  }

  /** Only here is a name without brackets a routine and not an expression. */
  private boolean bare() {
    return dialect.product() == Product.MARIADB || dialect.product() == Product.MYSQL;
  }

  private boolean arguments() {
    if (!tokens.takeSymbol("(")) {
      return false;
    }
    if (tokens.takeSymbol(")")) {
      return true;
    }
    do {
      boolean mark = tokens.takeKind(Kind.PARAMETER);
      if (!mark && !literal()) {
        return false;
      }
      marks.add(mark);
    } while (tokens.takeSymbol(","));
    return tokens.takeSymbol(")");
  }

  private boolean literal() {
    if (tokens.takeSymbol("-")) {
      return tokens.takeKind(Kind.NUMBER);
    }
    if (tokens.word(0, CONSTANTS)) {
      tokens.next();
      return true;
    }
    return tokens.takeKind(Kind.STRING) || tokens.takeKind(Kind.NUMBER);
  }
}
