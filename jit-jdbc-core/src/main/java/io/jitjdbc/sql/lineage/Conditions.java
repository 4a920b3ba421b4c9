package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Reference.Usage;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** WHERE and whatever else decides which rows there are. */
final class Conditions {

  private final Resolver resolver;

  Conditions(Resolver resolver) {
    this.resolver = resolver;
  }

  /** Any condition: every column in it can tell about its value. */
  void any(@Nullable Expression condition, Scope scope) {
    resolver.ledger().condition(resolver.rules().flow(condition, scope));
  }

  /** WHERE: comparing with a bound parameter tells one guess at a time, so it is told apart. */
  void where(@Nullable Expression condition, Scope scope) {
    if (condition instanceof AndExpression and) {
      where(and.getLeftExpression(), scope);
      where(and.getRightExpression(), scope);
    } else if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      where(list.get(0), scope);
    } else {
      conjunct(condition, scope);
    }
  }

  private void conjunct(@Nullable Expression condition, Scope scope) {
    Flow flow = resolver.rules().flow(condition, scope);
    if (comparesColumnWithParameters(condition)) {
      Flow column = resolver.rules().flow(column(condition), scope);
      if (column.identity()) {
        column.columns().forEach(c -> resolver.ledger().refer(c, Usage.EQUALS_PARAMETER));
        return;
      }
    }
    resolver.ledger().condition(flow);
  }

  private static boolean comparesColumnWithParameters(@Nullable Expression condition) {
    if (condition instanceof EqualsTo equals) {
      return equals.getLeftExpression() instanceof Column
          ? isParameter(equals.getRightExpression())
          : isParameter(equals.getLeftExpression())
              && equals.getRightExpression() instanceof Column;
    }
    return condition instanceof InExpression in
        && !in.isNot()
        && in.getLeftExpression() instanceof Column
        && in.getRightExpression() instanceof ParenthesedExpressionList<?> list
        && list.stream().allMatch(Conditions::isParameter);
  }

  private static @Nullable Expression column(@Nullable Expression condition) {
    List<Expression> sides =
        condition instanceof EqualsTo equals
            ? List.of(equals.getLeftExpression(), equals.getRightExpression())
            : condition instanceof InExpression in ? List.of(in.getLeftExpression()) : List.of();
    return sides.stream().filter(Column.class::isInstance).findFirst().orElse(null);
  }

  private static boolean isParameter(Expression node) {
    return node.getClass() == JdbcParameter.class || node.getClass() == JdbcNamedParameter.class;
  }
}
