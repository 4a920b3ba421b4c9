package io.jitjdbc.sql.lineage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over at least so many rows, by the query's own HAVING. Only rows of one base table
 * count: a join could make many rows of one.
 */
final class Groups {

  /** What speaks of all rows of a group, and of none in particular as its extremes do. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "sum",
          "avg",
          "std",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "variance",
          "var_pop",
          "var_samp");

  private final Resolver resolver;

  Groups(Resolver resolver) {
    this.resolver = resolver;
  }

  /** The least rows that make a row of the result; 0 if nothing is proven. */
  long size(PlainSelect select, Scope outer) {
    boolean plain =
        select.getFromItem() instanceof Table table
            && resolver.tables().isBase(table, outer)
            && (select.getJoins() == null || select.getJoins().isEmpty())
            && select.getDistinct() == null;
    return plain ? size(select.getHaving()) : 0;
  }

  private long size(@Nullable Expression having) {
    if (having instanceof AndExpression and) {
      return Math.max(size(and.getLeftExpression()), size(and.getRightExpression()));
    }
    if (having instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      return size(list.get(0));
    }
    if (having instanceof GreaterThanEquals || having instanceof GreaterThan) {
      BinaryExpression more = (BinaryExpression) having;
      return size(more.getLeftExpression(), more.getRightExpression(), having);
    }
    if (having instanceof MinorThanEquals || having instanceof MinorThan) {
      BinaryExpression less = (BinaryExpression) having;
      return size(less.getRightExpression(), less.getLeftExpression(), having);
    }
    return 0;
  }

  private long size(Expression count, Expression least, Expression comparison) {
    if (!countsRows(count) || !(least instanceof LongValue number)) {
      return 0;
    }
    boolean more = comparison instanceof GreaterThan || comparison instanceof MinorThan;
    // A number that is longer than a count can be is not worth more.
    return number.getStringValue().matches("\\d{1,9}") ? number.getValue() + (more ? 1 : 0) : 0;
  }

  private boolean countsRows(Expression node) {
    return node instanceof Function call
        && "count".equals(name(call))
        && isBare(call)
        && !call.isDistinct()
        && call.getParameters() != null
        && call.getParameters().size() == 1
        && isNeverNull(call.getParameters().get(0));
  }

  /** MariaDB writes {@code count(0)} for {@code count(*)}. */
  private static boolean isNeverNull(Expression counted) {
    return counted.getClass() == AllColumns.class || counted.getClass() == LongValue.class;
  }

  /** An aggregate over one column, if that is what it is: its flow is not one of a single value. */
  Optional<Flow> aggregate(Expression node, long size, Scope scope) {
    if (size == 0
        || !(node instanceof Function call)
        || !AGGREGATES.contains(name(call))
        || !isBare(call)
        || (call.isDistinct() && !"count".equals(name(call)))) {
      return Optional.empty();
    }
    List<? extends Expression> operands = call.getParameters();
    boolean ofOwnTable =
        operands != null
            && operands.size() == 1
            && operands.get(0) instanceof Column column
            && isOwn(column, scope.rows().sources());
    return ofOwnTable
        ? Optional.of(resolver.rules().flow(operands.get(0), scope).ofGroups(size))
        : Optional.empty();
  }

  /** A column of an outer query is one value, however many rows this one has. */
  private boolean isOwn(Column column, List<Source> sources) {
    Names names = resolver.names();
    Source source = sources.get(0);
    Table table = column.getTable();
    boolean named =
        table == null
            || table.getName() == null
            || (isSchemaOf(source, table.getSchemaName())
                && names.fold(table.getName()).equals(source.alias()));
    String name = names.fold(column.getColumnName());
    return sources.size() == 1
        && named
        && source.fields().stream()
            .anyMatch(field -> field.isNamed(name) && field.flow().identity());
  }

  private boolean isSchemaOf(Source source, @Nullable String written) {
    return written == null || resolver.names().fold(written).equals(source.schema());
  }

  private String name(Function call) {
    List<String> name = call.getMultipartName();
    return name.size() == 1 ? resolver.names().builtIn(name.get(0)) : "";
  }

  private static boolean isBare(Function call) {
    return call.getKeep() == null
        && call.getAttribute() == null
        && call.getHavingClause() == null
        && call.getLimit() == null
        && call.getChainedParameters() == null
        && call.getNamedParameters() == null
        && call.getOrderByElements() == null
        && call.getKeywordArguments() == null
        && call.getNullHandling() == null
        && call.getExtraKeyword() == null;
  }
}
