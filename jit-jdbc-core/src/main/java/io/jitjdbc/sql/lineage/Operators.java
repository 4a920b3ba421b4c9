package io.jitjdbc.sql.lineage;

import java.util.List;
import java.util.function.BiFunction;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.DateValue;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NextValExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.NumericBind;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TimeValue;
import net.sf.jsqlparser.expression.TimestampValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseAnd;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseLeftShift;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseOr;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseRightShift;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseXor;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.IntegerDivision;
import net.sf.jsqlparser.expression.operators.arithmetic.Modulo;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.conditional.XorExpression;
import net.sf.jsqlparser.expression.operators.relational.ContainedBy;
import net.sf.jsqlparser.expression.operators.relational.Contains;
import net.sf.jsqlparser.expression.operators.relational.CosineSimilarity;
import net.sf.jsqlparser.expression.operators.relational.DoubleAnd;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GeometryDistance;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.Intersects;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.JsonOperator;
import net.sf.jsqlparser.expression.operators.relational.Matches;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.Plus;
import net.sf.jsqlparser.expression.operators.relational.RegExpMatchOperator;
import net.sf.jsqlparser.expression.operators.relational.SimilarToExpression;

/** Expressions without a column of their own, and those that combine exactly two. */
final class Operators {

  private static final List<Class<? extends Expression>> CONSTANTS =
      List.of(
          BooleanValue.class,
          DateTimeLiteralExpression.class,
          DateUnitExpression.class,
          DateValue.class,
          DoubleValue.class,
          HexValue.class,
          JdbcNamedParameter.class,
          JdbcParameter.class,
          LongValue.class,
          NullValue.class,
          NumericBind.class,
          StringValue.class,
          TimeKeyExpression.class,
          TimeValue.class,
          TimestampValue.class);

  /** What goes with them may overflow, be undefined, or no pattern. */
  private static final List<Class<? extends BinaryExpression>> PARTIAL =
      List.of(
          Addition.class,
          BitwiseAnd.class,
          BitwiseLeftShift.class,
          BitwiseOr.class,
          BitwiseRightShift.class,
          BitwiseXor.class,
          ContainedBy.class,
          Contains.class,
          CosineSimilarity.class,
          Division.class,
          DoubleAnd.class,
          GeometryDistance.class,
          IntegerDivision.class,
          Intersects.class,
          JsonOperator.class,
          Matches.class,
          Modulo.class,
          Multiplication.class,
          Plus.class,
          RegExpMatchOperator.class,
          SimilarToExpression.class,
          Subtraction.class);

  private static final List<Class<? extends BinaryExpression>> COMPARISONS =
      List.of(
          EqualsTo.class,
          GreaterThan.class,
          GreaterThanEquals.class,
          IsDistinctExpression.class,
          MinorThan.class,
          MinorThanEquals.class,
          NotEqualsTo.class);

  private static final List<Class<? extends BinaryExpression>> LOGICAL =
      List.of(AndExpression.class, OrExpression.class, XorExpression.class);

  private final Rules rules;
  private final Names names;
  private final Conversions conversions;

  private Operators(Resolver resolver) {
    rules = resolver.rules();
    names = resolver.names();
    conversions = new Conversions(names);
  }

  static void register(Resolver resolver) {
    new Operators(resolver).register();
  }

  private void register() {
    CONSTANTS.forEach(type -> rules.add(type, (node, scope) -> Flow.CONSTANT));
    rules.add(NextValExpression.class, (node, scope) -> Flow.TRACED);
    PARTIAL.forEach(type -> binary(type, (flow, operands) -> flow.fails()));
    COMPARISONS.forEach(type -> binary(type, conversions::compared));
    LOGICAL.forEach(type -> binary(type, conversions::decided));
    // MySQL reads || as OR of whatever numbers the texts are.
    boolean concatenates = !names.isMySqlFamily();
    binary(Concat.class, (flow, operands) -> concatenates ? flow.derived() : flow.fails());
  }

  private <E extends BinaryExpression> void binary(
      Class<E> type, BiFunction<Flow, List<Expression>, Flow> effect) {
    rules.add(
        type,
        (node, scope) -> {
          List<Expression> operands = List.of(node.getLeftExpression(), node.getRightExpression());
          return effect.apply(rules.all(operands, scope), operands);
        });
  }
}
