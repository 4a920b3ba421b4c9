package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.text.LexedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FunctionAllColumns;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.MySqlSelectIntoClause;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** Queries of every form, to their output columns. */
final class Queries {

  private static final Set<String> SETS = Set.of("rollup", "cube");

  private final Resolver resolver;
  private final WithLists withLists;
  private final QueryTails tails;
  private final SetOperations setOperations;
  private final Groups groups;

  Queries(Resolver resolver) {
    this.resolver = resolver;
    withLists = new WithLists(resolver);
    tails = new QueryTails(resolver);
    setOperations = new SetOperations(resolver);
    groups = new Groups(resolver);
  }

  WithLists withLists() {
    return withLists;
  }

  List<Field> query(Select select, Scope outer) {
    Scope scope = withLists.define(select.getWithItemsList(), outer);
    if (select instanceof PlainSelect plain) {
      return plain(plain, scope);
    }
    List<Field> fields = body(select, scope);
    Scope result = scope.inner(Rows.of(Source.closed("", fields)));
    fields.forEach(result::output);
    tails.follow(select, result.afterSelect());
    return fields;
  }

  private List<Field> body(Select select, Scope scope) {
    if (select instanceof SetOperationList list) {
      return setOperations.fields(list, scope);
    }
    if (select instanceof ParenthesedSelect parenthesis) {
      return query(parenthesis.getSelect(), scope);
    }
    if (select instanceof Values values) {
      return values(values.getExpressions(), scope);
    }
    if (select instanceof TableStatement statement) {
      Source source = resolver.tables().source(statement.getTable(), scope);
      resolver.ledger().read(source.fields());
      return source.fields();
    }
    throw NotProvenException.of("%s is not supported", select.getClass().getSimpleName());
  }

  private List<Field> plain(PlainSelect select, Scope outer) {
    QueryTails.refuseDialectParts(select);
    Scope around = outer.filteredBy(select.getWhere());
    Rows rows = resolver.fromClauses().rows(select.getFromItem(), select.getJoins(), around);
    Scope scope = around.inner(rows);
    resolver.conditions().where(select.getWhere(), scope);
    defineWindows(select.getWindowDefinitions(), scope);
    List<Field> fields = outputs(select.getSelectItems(), groups.size(select, outer), scope);
    Scope after = scope.afterSelect();
    group(select.getGroupBy(), after);
    resolver.conditions().any(select.getHaving(), after);
    resolver.conditions().any(select.getQualify(), after);
    distinct(select, fields, after);
    if (select.getTop() != null) {
      resolver.conditions().any(select.getTop().getExpression(), scope);
    }
    tails.follow(select, after);
    into(select.getIntoTables(), select.getMySqlSelectIntoClause(), fields);
    return fields;
  }

  private void defineWindows(@Nullable List<WindowDefinition> windows, Scope scope) {
    if (windows == null) {
      return;
    }
    for (WindowDefinition window : windows) {
      Flow flow = FunctionCalls.window(window, resolver, scope, false);
      scope.defineWindow(resolver.names().fold(window.getWindowName()), flow);
    }
  }

  List<Field> outputs(List<SelectItem<?>> items, Scope scope) {
    return outputs(items, 0, scope);
  }

  private List<Field> outputs(List<SelectItem<?>> items, long groupSize, Scope scope) {
    List<Field> fields = new ArrayList<>();
    for (SelectItem<?> item : items) {
      for (Field field : output(item, groupSize, scope)) {
        fields.add(field);
        scope.output(field);
      }
    }
    return fields;
  }

  private List<Field> output(SelectItem<?> item, long groupSize, Scope scope) {
    Expression expression = item.getExpression();
    if (isNoColumn(expression)) {
      return List.of();
    }
    if (expression.getClass() == FunctionAllColumns.class) {
      return resolver.stars().of((FunctionAllColumns) expression, scope);
    }
    if (expression.getClass() == AllTableColumns.class) {
      return resolver.stars().of((AllTableColumns) expression, scope);
    }
    if (expression.getClass() == AllColumns.class) {
      return resolver.stars().all((AllColumns) expression, scope);
    }
    Flow flow =
        groups
            .aggregate(expression, groupSize, scope)
            .orElseGet(() -> resolver.rules().flow(expression, scope));
    resolver.ledger().tell(flow);
    if (item.getAlias() != null) {
      NotProvenException.refuseIf(
          item.getAlias().getAliasColumns() != null, "an alias with a list of columns");
      return List.of(named(resolver.names().given(item.getAlias().getName()), flow));
    }
    return expression instanceof Column column
        ? List.of(named(column.getColumnName(), flow))
        : List.of(Field.computed("", "", flow.changed()));
  }

  private static boolean isNoColumn(Expression expression) {
    return expression instanceof Function call
        && call.getMultipartName().size() == 1
        && LexedStatement.isNoColumn(call.getMultipartName().get(0));
  }

  private Field named(String written, Flow flow) {
    return Field.computed(resolver.names().fold(written), resolver.names().label(written), flow);
  }

  private void group(@Nullable GroupByElement group, Scope scope) {
    if (group == null) {
      return;
    }
    ExpressionList<Expression> list = group.getGroupByExpressionList();
    groupBy(list, scope);
    if (group.getGroupingSets() != null) {
      group.getGroupingSets().forEach(set -> groupBy(set, scope));
    }
  }

  private void groupBy(@Nullable ExpressionList<?> list, Scope scope) {
    if (list == null) {
      return;
    }
    for (Expression element : list) {
      if (element instanceof ParenthesedExpressionList<?> nested) {
        groupBy(nested, scope);
      } else if (isListOfSets(element)) {
        groupBy(((Function) element).getParameters(), scope);
      } else {
        resolver.ledger().condition(ordinalOr(element, scope));
      }
    }
  }

  /** Numbers count output columns within it as well. */
  private boolean isListOfSets(Expression element) {
    return element instanceof Function call
        && SETS.contains(resolver.builtIns().routine(call.getMultipartName()));
  }

  private void distinct(PlainSelect select, List<Field> fields, Scope scope) {
    if (select.getDistinct() == null) {
      return;
    }
    List<SelectItem<?>> on = select.getDistinct().getOnSelectItems();
    if (on == null || on.isEmpty()) {
      fields.forEach(field -> resolver.ledger().condition(field.flow()));
      return;
    }
    on.forEach(item -> resolver.ledger().condition(ordinalOr(item.getExpression(), scope)));
  }

  /** Orders the result itself: a bare name is an output column if one is called so. */
  void orderResult(@Nullable List<OrderByElement> elements, Scope scope) {
    List<OrderByElement> others = new ArrayList<>();
    for (OrderByElement element : elements == null ? List.<OrderByElement>of() : elements) {
      refuseFill(element);
      Optional<Flow> output = outputNamed(element.getExpression(), scope);
      if (output.isPresent()) {
        resolver.ledger().condition(output.get());
      } else {
        others.add(element);
      }
    }
    order(others, scope);
  }

  private Optional<Flow> outputNamed(Expression expression, Scope scope) {
    if (!(expression instanceof Column column)
        || column.getTable() != null
        || column.getArrayConstructor() != null) {
      return Optional.empty();
    }
    String name = resolver.names().fold(column.getColumnName());
    return scope.outputs().stream()
        .filter(output -> output.isNamed(name))
        .map(Field::flow)
        .reduce(Flow::or);
  }

  /** What an ORDER BY depends on; it is recorded as a condition. */
  Flow order(@Nullable List<OrderByElement> elements, Scope scope) {
    Flow flow = Flow.CONSTANT;
    for (OrderByElement element : elements == null ? List.<OrderByElement>of() : elements) {
      refuseFill(element);
      flow = flow.with(ordinalOr(element.getExpression(), scope));
    }
    resolver.ledger().condition(flow);
    return flow;
  }

  private static void refuseFill(OrderByElement element) {
    NotProvenException.refuseIf(element.getWithFill() != null, "ORDER BY WITH FILL");
  }

  /** A bare number counts output columns where the scope sees them. */
  private Flow ordinalOr(Expression expression, Scope scope) {
    if (!scope.seesOutputs() || !(expression instanceof LongValue number)) {
      return resolver.rules().flow(expression, scope);
    }
    long ordinal = number.getValue();
    List<Field> outputs = scope.outputs();
    boolean counts = ordinal >= 1 && ordinal <= outputs.size();
    return counts ? outputs.get((int) ordinal - 1).flow() : Flow.CONSTANT;
  }

  private List<Field> values(ExpressionList<?> rows, Scope scope) {
    List<Field> fields = new ArrayList<>();
    for (List<Flow> row : rows(rows, scope)) {
      for (int i = 0; i < row.size(); i++) {
        if (i == fields.size()) {
          fields.add(Field.computed("", "", row.get(i).derived()));
        } else {
          fields.set(i, fields.get(i).withFlow(fields.get(i).flow().with(row.get(i))));
        }
      }
    }
    return fields;
  }

  /** One list of flows a row; a row without parentheses is one value. */
  private List<List<Flow>> rows(ExpressionList<?> rows, Scope scope) {
    boolean one = rows instanceof ParenthesedExpressionList<?>;
    List<List<Flow>> flows = new ArrayList<>();
    for (Expression row : one ? List.of(rows) : rows) {
      boolean several = row instanceof ParenthesedExpressionList<?>;
      List<Flow> flowsOfRow = new ArrayList<>();
      for (Expression value : several ? (ExpressionList<?>) row : List.of(row)) {
        Flow flow = resolver.rules().flow(value, scope);
        resolver.ledger().tell(flow);
        flowsOfRow.add(flow);
      }
      NotProvenException.refuseIf(
          !flows.isEmpty() && flows.get(0).size() != flowsOfRow.size(), "VALUES of unequal rows");
      flows.add(flowsOfRow);
    }
    return flows;
  }

  private void into(
      @Nullable List<Table> tables, @Nullable MySqlSelectIntoClause clause, List<Field> fields) {
    resolver.creations().filled(tables, fields);
    tails.exported(clause, fields);
  }
}
