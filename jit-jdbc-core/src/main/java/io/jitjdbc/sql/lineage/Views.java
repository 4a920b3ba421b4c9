package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.text.LexedStatement;
import io.jitjdbc.sql.text.Lexer;
import io.jitjdbc.sql.text.LexicalException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** Reads views through to the tables behind them; each once in an analysis. */
final class Views {

  private static final int DEEPEST = 20;

  private final Dialect dialect;
  private final Catalog catalog;
  private final Work work;
  private final Deque<Table> open = new ArrayDeque<>();
  private final Map<Table, Behind> known = new HashMap<>();

  /** What is behind a view: the flow of each column, and all that reading it does besides. */
  record Behind(List<Flow> flows, Ledger ledger) {}

  Views(Dialect dialect, Catalog catalog, Work work) {
    this.dialect = dialect;
    this.catalog = catalog;
    this.work = work;
  }

  Behind behind(Relation.View view) {
    Behind behind = known.get(view.table());
    if (behind == null) {
      behind = read(view);
      known.put(view.table(), behind);
    }
    return behind;
  }

  private Behind read(Relation.View view) {
    if (view.definition().isEmpty()) {
      return unknown(view, "its definition is not shown");
    }
    if (open.contains(view.table()) || open.size() >= DEEPEST) {
      return unknown(view, "it is defined by itself or too many others");
    }
    open.push(view.table());
    try {
      return expand(view);
    } catch (NotProvenException | LexicalException e) {
      return unknown(view, String.valueOf(e.getMessage()));
    } finally {
      open.pop();
    }
  }

  private Behind expand(Relation.View view) throws LexicalException {
    LexedStatement lexed = Lexer.read(view.definition(), dialect);
    Statement parsed = SyntaxTree.parse(lexed.canonical());
    if (!(parsed instanceof Select select)) {
      throw new NotProvenException("its definition is not a query");
    }
    Resolver resolver = new Resolver(new Names(dialect), catalog, this, work);
    resolver.builtIns().check(lexed.tokens());
    List<Field> fields = resolver.queries().query(select, Scope.empty());
    if (fields.size() != view.columns().size()) {
      throw new NotProvenException("its definition does not fit its columns");
    }
    return new Behind(fields.stream().map(Field::flow).toList(), resolver.ledger());
  }

  private static Behind unknown(Relation.View view, String reason) {
    Flow flow = Flow.unknown("the view " + view.table().path() + " cannot be read: " + reason);
    return new Behind(view.columns().stream().map(name -> flow).toList(), new Ledger());
  }
}
