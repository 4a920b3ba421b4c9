package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation.BaseTable;
import io.jitjdbc.sql.text.Lexer;
import io.jitjdbc.sql.text.LexicalException;
import java.util.List;
import java.util.function.Supplier;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Reads columns that a table computes through to the columns that they are computed from. */
final class GeneratedColumns {

  private final Dialect dialect;
  private final Supplier<Resolver> resolvers;

  /**
   * @param resolvers makes a resolver that records nothing for the statement: what the expression
   *     does was done when the row was written
   */
  GeneratedColumns(Dialect dialect, Supplier<Resolver> resolvers) {
    this.dialect = dialect;
    this.resolvers = resolvers;
  }

  /** The column's own value, which is computed from others of the row. */
  Flow flow(BaseTable table, Column column, String expression) {
    Source row = row(table);
    if (expression.isEmpty()) {
      return unknown(row, column, "its expression is not shown");
    }
    try {
      return Flow.identity(column).with(computed(expression, row));
    } catch (NotProvenException | LexicalException e) {
      return unknown(row, column, String.valueOf(e.getMessage()));
    }
  }

  private Flow computed(String expression, Source row) throws LexicalException {
    String text = Lexer.read("SELECT " + expression, dialect).canonical();
    if (SyntaxTree.parse(text) instanceof PlainSelect select
        && select.getSelectItems().size() == 1
        && select.getFromItem() == null
        && select.getWhere() == null) {
      Scope scope = Scope.empty().inner(Rows.of(row));
      return resolvers.get().rules().flow(select.getSelectItem(0).getExpression(), scope).derived();
    }
    throw new NotProvenException("its expression is not understood");
  }

  /** One computed column may use another, which then stands for all that it could come from. */
  private Source row(BaseTable table) {
    Names names = new Names(dialect);
    List<Field> written =
        table.columns().stream()
            .filter(name -> !table.computed().containsKey(name))
            .map(name -> field(names, name, Flow.identity(new Column(table.table(), name))))
            .toList();
    Flow all = Source.closed("", written).row().derived();
    List<Field> row =
        table.columns().stream()
            .map(name -> written(written, names.key(name), field(names, name, all)))
            .toList();
    return Source.closed(names.key(table.table().name()), row);
  }

  private static Field written(List<Field> written, String name, Field computed) {
    return written.stream().filter(field -> field.isNamed(name)).findFirst().orElse(computed);
  }

  private static Field field(Names names, String spelled, Flow flow) {
    return Field.computed(names.key(spelled), spelled, flow);
  }

  private static Flow unknown(Source row, Column column, String reason) {
    return Flow.identity(column)
        .with(row.row())
        .butUnknown("the computed column " + column.path() + " cannot be read: " + reason);
  }
}
