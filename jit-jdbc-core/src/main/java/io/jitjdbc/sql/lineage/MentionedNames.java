package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.text.Lexer;
import io.jitjdbc.sql.text.LexicalException;
import io.jitjdbc.sql.text.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be told from the names in the database's text of a query if the text itself cannot be
 * followed: whether it mentions a table or a column that our own reading does not.
 */
final class MentionedNames {

  /** Each may cost a question to the catalog. */
  private static final int MOST_PAIRS = 200;

  private final Dialect dialect;
  private final Catalog catalog;
  private final Names names;

  MentionedNames(Dialect dialect, Catalog catalog) {
    this.dialect = dialect;
    this.catalog = catalog;
    this.names = new Names(dialect);
  }

  /** A name that our own reading did not see, or what keeps us from looking for one. */
  Optional<String> unseen(Analysed ours, String sql, String theirs) {
    try {
      List<Token> text = Lexer.read(theirs, dialect).tokens();
      Set<String> known = all(Lexer.read(sql, dialect).tokens());
      Optional<String> column = column(ours, known, all(text));
      return column.isPresent() ? column : table(ours, text);
    } catch (LexicalException | CatalogException e) {
      return Optional.of("what cannot be read: " + e.getMessage());
    }
  }

  private Set<String> all(List<Token> tokens) {
    Set<String> all = new HashSet<>();
    tokens.stream().filter(Token::isName).forEach(token -> all.add(name(token)));
    return all;
  }

  private String name(Token token) {
    return token.kind() == Token.Kind.QUOTED_IDENTIFIER
        ? names.key(token.text())
        : names.fold(token.text());
  }

  private Optional<String> column(Analysed ours, Set<String> known, Set<String> mentioned)
      throws CatalogException {
    Set<String> seen = new HashSet<>(known);
    Set<String> unseen = new TreeSet<>();
    for (Resource resource : SecondReading.resources(ours)) {
      if (resource instanceof Column column) {
        seen.add(names.key(column.name()));
      }
    }
    for (Table table : tables(ours)) {
      Optional<Relation> relation = catalog.find(table.schema(), table.name());
      relation.ifPresent(found -> found.columns().forEach(column -> unseen.add(names.key(column))));
    }
    unseen.retainAll(mentioned);
    unseen.removeAll(seen);
    return unseen.stream().findFirst();
  }

  private static Set<Table> tables(Analysed ours) {
    Set<Table> tables = new HashSet<>();
    for (Resource resource : SecondReading.resources(ours)) {
      if (resource instanceof Table table) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** The database writes the schema before every table that is not its own. */
  private Optional<String> table(Analysed ours, List<Token> text) throws CatalogException {
    Set<Table> known = tables(ours);
    Set<Table> asked = new HashSet<>();
    for (int i = 2; i < text.size() && asked.size() < MOST_PAIRS; i++) {
      Token schema = text.get(i - 2);
      Token table = text.get(i);
      boolean pair = schema.isName() && text.get(i - 1).text().equals(".") && table.isName();
      if (pair && asked.add(new Table(name(schema), name(table)))) {
        Optional<Relation> found = catalog.find(name(schema), name(table));
        if (found.isPresent() && !known.contains(found.get().table())) {
          return found.map(relation -> relation.table().path());
        }
      }
    }
    return asked.size() < MOST_PAIRS ? Optional.empty() : Optional.of("more than can be checked");
  }
}
