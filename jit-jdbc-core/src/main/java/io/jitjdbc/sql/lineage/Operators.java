package io.jitjdbc.sql.lineage;

import java.util.List;
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
          NextValExpression.class,
          NullValue.class,
          NumericBind.class,
          StringValue.class,
          TimeKeyExpression.class,
          TimeValue.class,
          TimestampValue.class);

  private static final List<Class<? extends BinaryExpression>> BINARY =
      List.of(
          Addition.class,
          AndExpression.class,
          BitwiseAnd.class,
          BitwiseLeftShift.class,
          BitwiseOr.class,
          BitwiseRightShift.class,
          BitwiseXor.class,
          Concat.class,
          ContainedBy.class,
          Contains.class,
          CosineSimilarity.class,
          Division.class,
          DoubleAnd.class,
          EqualsTo.class,
          GeometryDistance.class,
          GreaterThan.class,
          GreaterThanEquals.class,
          IntegerDivision.class,
          Intersects.class,
          IsDistinctExpression.class,
          JsonOperator.class,
          Matches.class,
          MinorThan.class,
          MinorThanEquals.class,
          Modulo.class,
          Multiplication.class,
          NotEqualsTo.class,
          OrExpression.class,
          Plus.class,
          RegExpMatchOperator.class,
          SimilarToExpression.class,
          Subtraction.class,
          XorExpression.class);

  private Operators() {}

  static void register(Rules rules) {
    CONSTANTS.forEach(type -> rules.add(type, (node, scope) -> Flow.CONSTANT));
    BINARY.forEach(type -> binary(rules, type));
  }

  private static <E extends BinaryExpression> void binary(Rules rules, Class<E> type) {
    rules.parts(
        type, List.of(BinaryExpression::getLeftExpression, BinaryExpression::getRightExpression));
  }
}
