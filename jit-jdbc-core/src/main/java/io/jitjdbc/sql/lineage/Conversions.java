package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.conditional.XorExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * Where a database converts values on its own, and so may fail. PostgreSQL fits types together
 * before it sees a value; H2 and MySQL convert each value, and we do not know the types.
 */
final class Conversions {

  private static final Set<Class<? extends Expression>> CONDITIONS =
      Set.of(
          AndExpression.class,
          Between.class,
          EqualsTo.class,
          ExistsExpression.class,
          GreaterThan.class,
          GreaterThanEquals.class,
          InExpression.class,
          IsBooleanExpression.class,
          IsDistinctExpression.class,
          IsNullExpression.class,
          LikeExpression.class,
          MinorThan.class,
          MinorThanEquals.class,
          NotEqualsTo.class,
          NotExpression.class,
          OrExpression.class,
          XorExpression.class);

  private static final long LARGEST_COUNT = 10_000;

  private final Names names;

  Conversions(Names names) {
    this.names = names;
  }

  /** What comparing these tells: one column with itself and with texts needs no conversion. */
  Flow compared(Flow flow, List<? extends @Nullable Expression> operands) {
    return names.isPostgres() || areAlike(operands) ? flow.chooses() : flow.fails();
  }

  /** What choosing one of these as the value tells. */
  Flow chosen(Flow flow, List<? extends @Nullable Expression> results) {
    boolean asText = names.isMySqlFamily();
    return asText ? flow.chooses() : compared(flow, results);
  }

  /** What combining these as truth values tells. */
  Flow decided(Flow flow, List<? extends Expression> operands) {
    boolean truths = operands.stream().allMatch(Conversions::isCondition);
    return names.isPostgres() || truths ? flow.chooses() : flow.fails();
  }

  Flow caseOf(Flow flow, CaseExpression node) {
    List<@Nullable Expression> compared = new ArrayList<>();
    List<@Nullable Expression> results = new ArrayList<>();
    results.add(node.getElseExpression());
    boolean switches = node.getSwitchExpression() != null;
    boolean total = true;
    for (WhenClause when : node.getWhenClauses()) {
      results.add(when.getThenExpression());
      compared.add(when.getWhenExpression());
      total &= switches || names.isPostgres() || isCondition(when.getWhenExpression());
    }
    if (switches) {
      compared.add(node.getSwitchExpression());
      return chosen(compared(flow, compared), results);
    }
    return total ? chosen(flow, results) : flow.fails();
  }

  private static boolean isCondition(Expression node) {
    return (node instanceof ParenthesedExpressionList<?> list && list.size() == 1)
        ? isCondition(list.get(0))
        : CONDITIONS.contains(node.getClass());
  }

  private static boolean areAlike(List<? extends @Nullable Expression> operands) {
    List<String> columns = new ArrayList<>();
    int texts = 0;
    int numbers = 0;
    for (Expression operand : operands) {
      if (operand instanceof Column column) {
        columns.add(column.getFullyQualifiedName());
      } else if (operand instanceof StringValue) {
        texts++;
      } else if (operand instanceof LongValue) {
        numbers++;
      } else if (operand != null && !(operand instanceof NullValue)) {
        return false;
      }
    }
    boolean oneColumn = columns.stream().distinct().count() <= 1;
    return oneColumn && (numbers == 0 || (columns.isEmpty() && texts == 0));
  }

  /** A text, or a number that is no larger than makes sense for a length or a position. */
  static boolean isSmallLiteral(@Nullable Expression node) {
    return node instanceof StringValue || isSmallNumber(node);
  }

  static boolean isSmallNumber(@Nullable Expression node) {
    if (!(node instanceof LongValue number)) {
      return false;
    }
    try {
      return number.getValue() >= 1 && number.getValue() <= LARGEST_COUNT;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
