package io.jitjdbc.sql.lineage;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.text.Lexer;
import io.jitjdbc.sql.text.LexicalException;
import io.jitjdbc.sql.text.Token;
import java.util.Optional;

/** What the names mean that a driver reports of a result's columns. */
public final class ReportedNames {
  private final Dialect dialect;
  private final Catalog catalog;

  public ReportedNames(Dialect dialect, Catalog catalog) {
    this.dialect = requireNonNull(dialect);
    this.catalog = requireNonNull(catalog);
  }

  /**
   * The base columns behind a column, read through views; empty if there is no such column.
   *
   * @param schema empty for the session's own
   */
  public Optional<Origin> origin(String schema, String table, String column) {
    String from = schema.isEmpty() ? quoted(table) : quoted(schema) + '.' + quoted(table);
    return new SqlAnalyzer(dialect)
        .analyze("SELECT " + quoted(column) + " FROM " + from, catalog)
        .fold(Optional::of, unknown -> Optional.<Analysed>empty())
        .map(analysed -> analysed.outputs().get(0).origin());
  }

  /** Whether a statement writes this name somewhere, and so could have given it to anything. */
  public boolean isWritten(String sql, String name) {
    Names names = new Names(dialect);
    String wanted = names.key(name);
    try {
      return Lexer.read(sql, dialect).tokens().stream()
          .filter(Token::isName)
          .anyMatch(token -> names.key(spelled(names, token)).equals(wanted));
    } catch (LexicalException e) {
      return false;
    }
  }

  private static String spelled(Names names, Token token) {
    return token.kind() == Token.Kind.WORD ? names.fold(token.text()) : token.text();
  }

  private String quoted(String name) {
    String quote =
        switch (dialect.product()) {
          case MARIADB, MYSQL -> "`";
          default -> "\"";
        };
    return quote + name.replace(quote, quote + quote) + quote;
  }
}
