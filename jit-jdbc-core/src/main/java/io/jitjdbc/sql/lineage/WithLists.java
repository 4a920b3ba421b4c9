package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithCycleClause;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.select.WithSearchClause;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import org.jspecify.annotations.Nullable;

/** WITH: names for queries and for writes that return rows, one after the other. */
final class WithLists {

  private final Resolver resolver;

  WithLists(Resolver resolver) {
    this.resolver = resolver;
  }

  Scope define(@Nullable List<WithItem<?>> items, Scope outer) {
    if (items == null || items.isEmpty()) {
      return outer;
    }
    Scope scope = outer.inner(Rows.NONE);
    for (WithItem<?> item : items) {
      String name = name(item);
      NotProvenException.refuseIf(
          resolver.names().isFoldedDifferently(name), "a WITH name that is not plain");
      scope.define(name, WithTable.notYet(name));
    }
    boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      List<Field> fields = recursive ? recursive(item, scope) : once(item, scope);
      scope.define(name(item), WithTable.of(tracked(fields, item)));
    }
    return scope;
  }

  /** Without RECURSIVE, the name that is being defined still means what it means outside. */
  private List<Field> once(WithItem<?> item, Scope scope) {
    if (resolver.names().isPostgres() || resolver.names().isMySqlFamily()) {
      scope.forget(name(item));
    }
    return fields(item, scope);
  }

  private String name(WithItem<?> item) {
    return resolver.names().fold(item.getAlias().getName());
  }

  private List<Field> fields(WithItem<?> item, Scope scope) {
    NotProvenException.refuseIf(item.getWithFunctionDeclaration() != null, "WITH FUNCTION");
    return renamed(statement(item.getParenthesedStatement(), scope), item.getWithItemList());
  }

  private List<Field> statement(ParenthesedStatement statement, Scope scope) {
    if (statement instanceof ParenthesedSelect select) {
      return resolver.queries().query(select, scope);
    }
    if (statement instanceof ParenthesedInsert insert) {
      return resolver.writes().insert(insert.getInsert(), scope);
    }
    if (statement instanceof ParenthesedUpdate update) {
      return resolver.writes().update(update.getUpdate(), scope);
    }
    if (statement instanceof ParenthesedDelete delete) {
      return resolver.writes().delete(delete.getDelete(), scope);
    }
    throw NotProvenException.of(
        "%s in WITH is not supported", statement.getClass().getSimpleName());
  }

  private List<Field> renamed(List<Field> fields, @Nullable List<SelectItem<?>> renamed) {
    if (renamed == null || renamed.isEmpty()) {
      return fields;
    }
    NotProvenException.refuseIf(renamed.size() != fields.size(), "a WITH list of another width");
    List<Field> result = new ArrayList<>();
    for (int i = 0; i < renamed.size(); i++) {
      Expression written = renamed.get(i).getExpression();
      NotProvenException.refuseIf(!(written instanceof Column), "this list of columns");
      String name = ((Column) written).getColumnName();
      result.add(resolver.fromClauses().renamed(fields.get(i), name));
    }
    return result;
  }

  /** Starts from what the first arm gives and repeats until nothing more flows in. */
  private List<Field> recursive(WithItem<?> item, Scope scope) {
    List<Select> arms = arms(item);
    if (arms.isEmpty()) {
      return fields(item, scope);
    }
    List<Field> start = anchor(arms, scope);
    List<Field> known = renamed(start, item.getWithItemList());
    while (true) {
      scope.define(name(item), WithTable.of(known));
      List<Field> next = SetOperations.either(known, fields(item, scope));
      if (next.equals(known)) {
        return known;
      }
      known = next;
    }
  }

  /** SEARCH and CYCLE add columns that are made of those they follow, and compare them. */
  private List<Field> tracked(List<Field> fields, WithItem<?> item) {
    List<Field> all = new ArrayList<>(fields);
    WithSearchClause search = item.getSearchClause();
    if (search != null) {
      Flow flow = followed(search.getSearchColumns(), fields);
      all.add(added(search.getSequenceColumnName(), flow));
    }
    WithCycleClause cycle = item.getCycleClause();
    if (cycle != null) {
      Flow flow = followed(cycle.getCycleColumns(), fields);
      all.add(added(cycle.getMarkColumnName(), flow));
      all.add(added(cycle.getPathColumnName(), flow));
    }
    return all;
  }

  private Flow followed(List<Column> columns, List<Field> fields) {
    Flow flow = Flow.CONSTANT;
    for (Column column : columns) {
      String name = resolver.names().fold(column.getColumnName());
      List<Field> named = fields.stream().filter(field -> field.isNamed(name)).toList();
      NotProvenException.refuseIf(named.isEmpty(), "the column that is followed");
      for (Field field : named) {
        flow = flow.with(field.flow());
      }
    }
    resolver.ledger().condition(flow);
    return flow;
  }

  private Field added(@Nullable String name, Flow flow) {
    NotProvenException.refuseIf(name == null, "a column without a name");
    Field field = Field.computed("", "", flow);
    return resolver.fromClauses().renamed(field, String.valueOf(name));
  }

  /** The arms of a union; none when there is nothing to repeat. */
  private static List<Select> arms(WithItem<?> item) {
    boolean union =
        item.getParenthesedStatement() instanceof ParenthesedSelect select
            && select.getSelect() instanceof SetOperationList;
    return union
        ? ((SetOperationList) ((ParenthesedSelect) item.getParenthesedStatement()).getSelect())
            .getSelects()
        : List.of();
  }

  /** What the first arm gives that needs no other; those before it are followed with the rest. */
  private List<Field> anchor(List<Select> arms, Scope scope) {
    try {
      return resolver.queries().query(arms.get(0), scope);
    } catch (NotProvenException e) {
      if (arms.size() == 1) {
        throw e;
      }
      return anchor(arms.subList(1, arms.size()), scope);
    }
  }
}
