package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AliasedExpression;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.ArrayExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.Inverse;
import net.sf.jsqlparser.expression.MySQLGroupConcat;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.OracleNamedFunctionParameter;
import net.sf.jsqlparser.expression.OverlapsCondition;
import net.sf.jsqlparser.expression.PostgresNamedFunctionParameter;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.RowGetExpression;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.TimezoneExpression;
import net.sf.jsqlparser.expression.TranscodingFunction;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.UserVariable;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.XMLSerializeExpr;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.FullTextSearch;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.IsUnknownExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MemberOfExpression;
import net.sf.jsqlparser.expression.operators.relational.NamedExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** Columns, subqueries and every expression with a shape of its own, functions aside. */
final class Expressions {

  /** Types that hold every text whole. */
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "text", "character varying", "character large object", "clob");

  private final Resolver resolver;
  private final Rules rules;
  private final Conversions conversions;

  private Expressions(Resolver resolver) {
    this.resolver = resolver;
    rules = resolver.rules();
    conversions = new Conversions(resolver.names());
  }

  static void register(Resolver resolver) {
    Expressions expressions = new Expressions(resolver);
    expressions.registerNames();
    expressions.registerSubqueries();
    expressions.registerLists();
    expressions.registerConditions();
    expressions.registerMatches();
    expressions.registerValues();
  }

  private void registerNames() {
    rules.add(Column.class, this::column);
    rules.add(AllTableColumns.class, this::wholeRow);
    rules.add(AllColumns.class, this::allRows);
    rules.add(UserVariable.class, this::variable);
    // Which field of the composite value is read does not matter: all of it is named.
    rules.parts(RowGetExpression.class, Flow::derived, List.of(RowGetExpression::getExpression));
  }

  /** An element of an array is as good as the array; outside of it there is null. */
  private Flow column(Column column, Scope scope) {
    Flow flow = resolver.columns().flow(column, scope);
    return column.getArrayConstructor() == null
        ? flow
        : flow.with(rules.flow(column.getArrayConstructor(), scope)).derived();
  }

  private Flow wholeRow(AllTableColumns star, Scope scope) {
    NotProvenException.refuseIf(star.getReturningReferenceType() != null, "OLD and NEW");
    ColumnNames columns = resolver.columns();
    return columns.wholeRow(resolver.stars().source(star, scope));
  }

  private Flow allRows(AllColumns star, Scope scope) {
    NotProvenException.refuseIf(star.getExceptColumns() != null, "an exception from *");
    Flow flow = Flow.CONSTANT;
    for (Source source : scope.rows().sources()) {
      flow = flow.with(resolver.columns().wholeRow(source));
    }
    return flow;
  }

  /** System variables hold no data; the caller's own could hold what an earlier statement read. */
  private Flow variable(UserVariable variable, Scope scope) {
    NotProvenException.refuseIf(!resolver.names().isMySqlFamily(), "a session variable");
    return variable.isDoubleAdd()
        ? Flow.CONSTANT
        : Flow.unknown("a session variable may hold what an earlier statement read");
  }

  private void registerSubqueries() {
    rules.add(ParenthesedSelect.class, this::subquery);
    rules.add(PlainSelect.class, this::subquery);
    rules.add(SetOperationList.class, this::subquery);
    rules.add(Values.class, this::subquery);
    rules.add(TableStatement.class, this::subquery);
    // The parser may have been told of another operator than a comparison.
    rules.add(
        AnyComparisonExpression.class, (any, scope) -> subquery(any.getSelect(), scope).fails());
    rules.add(ExistsExpression.class, this::exists);
  }

  /**
   * Whether there are rows depends on the conditions, which are recorded, not on what is selected,
   * unless that is computed: a function may yield several rows or none.
   */
  private Flow exists(ExistsExpression exists, Scope scope) {
    Expression inner = exists.getRightExpression();
    while (inner instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      inner = list.get(0);
    }
    NotProvenException.refuseIf(!(inner instanceof Select), "EXISTS without a query");
    Flow flow = Flow.CONSTANT;
    for (Field field : resolver.queries().query((Select) inner, scope)) {
      flow = field.flow().identity() ? flow : flow.with(field.flow());
    }
    return flow.searched();
  }

  private Flow subquery(Select select, Scope scope) {
    Flow flow = Flow.CONSTANT;
    for (Field field : resolver.queries().query(select, scope)) {
      flow = flow.with(field.flow());
    }
    return flow.searched();
  }

  private void registerLists() {
    rules.add(ExpressionList.class, this::list);
    rules.add(ParenthesedExpressionList.class, this::list);
    rules.add(NamedExpressionList.class, this::list);
    rules.add(RowConstructor.class, this::list);
    // Arrays of arrays must be of one size.
    rules.parts(ArrayConstructor.class, Flow::fails, List.of(ArrayConstructor::getExpressions));
    rules.parts(
        ArrayExpression.class,
        Flow::fails,
        List.of(
            ArrayExpression::getObjExpression,
            ArrayExpression::getIndexExpression,
            ArrayExpression::getStartIndexExpression,
            ArrayExpression::getStopIndexExpression));
    rules.parts(AliasedExpression.class, Flow::derived, List.of(AliasedExpression::getExpression));
    rules.parts(
        PostgresNamedFunctionParameter.class,
        Flow::derived,
        List.of(PostgresNamedFunctionParameter::getExpression));
    rules.parts(
        OracleNamedFunctionParameter.class,
        Flow::derived,
        List.of(OracleNamedFunctionParameter::getExpression));
  }

  /** Parentheses around one value change nothing. */
  private Flow list(ExpressionList<?> list, Scope scope) {
    return list.size() == 1 ? rules.flow(list.get(0), scope) : rules.all(list, scope);
  }

  private void registerConditions() {
    rules.add(
        NotExpression.class,
        (not, scope) ->
            conversions.decided(
                rules.flow(not.getExpression(), scope), List.of(not.getExpression())));
    rules.parts(
        IsNullExpression.class, Flow::chooses, List.of(IsNullExpression::getLeftExpression));
    rules.add(IsBooleanExpression.class, (is, scope) -> isTruth(is.getLeftExpression(), scope));
    rules.add(IsUnknownExpression.class, (is, scope) -> isTruth(is.getLeftExpression(), scope));
    rules.add(InExpression.class, this::in);
    rules.add(Between.class, this::between);
  }

  private void registerMatches() {
    // A pattern may end in its escape, which only some values make a database notice.
    rules.parts(
        LikeExpression.class,
        Flow::fails,
        List.of(
            LikeExpression::getLeftExpression,
            LikeExpression::getRightExpression,
            LikeExpression::getEscape));
    rules.parts(
        MemberOfExpression.class,
        Flow::fails,
        List.of(MemberOfExpression::getLeftExpression, MemberOfExpression::getRightExpression));
    rules.parts(
        OverlapsCondition.class,
        Flow::fails,
        List.of(OverlapsCondition::getLeft, OverlapsCondition::getRight));
    rules.parts(
        FullTextSearch.class,
        Flow::fails,
        List.of(FullTextSearch::getMatchColumns, FullTextSearch::getAgainstValue));
  }

  private Flow isTruth(Expression operand, Scope scope) {
    return conversions.decided(rules.flow(operand, scope), List.of(operand));
  }

  private Flow in(InExpression in, Scope scope) {
    Expression right = in.getRightExpression();
    List<Expression> operands = new ArrayList<>(List.of(in.getLeftExpression()));
    operands.addAll(right instanceof ParenthesedExpressionList<?> list ? list : List.of(right));
    return conversions.compared(rules.all(List.of(in.getLeftExpression(), right), scope), operands);
  }

  private Flow between(Between node, Scope scope) {
    List<Expression> operands =
        List.of(
            node.getLeftExpression(),
            node.getBetweenExpressionStart(),
            node.getBetweenExpressionEnd());
    return conversions.compared(rules.all(operands, scope), operands);
  }

  private void registerValues() {
    rules.add(CaseExpression.class, this::caseOf);
    rules.parts(
        WhenClause.class,
        Flow::derived,
        List.of(WhenClause::getWhenExpression, WhenClause::getThenExpression));
    rules.add(CastExpression.class, this::cast);
    rules.add(TranscodingFunction.class, this::transcoded);
    rules.add(TimezoneExpression.class, this::atTimeZone);
    rules.add(MySQLGroupConcat.class, this::groupConcat);
    rules.add(XMLSerializeExpr.class, this::xmlSerialize);
    rules.parts(SignedExpression.class, Flow::fails, List.of(SignedExpression::getExpression));
    rules.parts(Inverse.class, Flow::fails, List.of(Inverse::getExpression));
    rules.parts(
        CollateExpression.class, Flow::derived, List.of(CollateExpression::getLeftExpression));
    rules.parts(ExtractExpression.class, Flow::fails, List.of(ExtractExpression::getExpression));
    rules.parts(IntervalExpression.class, Flow::fails, List.of(IntervalExpression::getExpression));
    rules.parts(
        TrimFunction.class,
        Flow::derived,
        List.of(TrimFunction::getExpression, TrimFunction::getFromExpression));
  }

  private Flow caseOf(CaseExpression node, Scope scope) {
    Flow flow =
        rules
            .flow(node.getSwitchExpression(), scope)
            .with(rules.all(node.getWhenClauses(), scope))
            .with(rules.flow(node.getElseExpression(), scope));
    return conversions.caseOf(flow, node);
  }

  /** Every value has a text; a length would cut it, and any other type may not take it. */
  private Flow cast(CastExpression cast, Scope scope) {
    Flow flow = rules.flow(cast.getLeftExpression(), scope);
    if (!resolver.builtIns().castsAreTheirOwn()) {
      return flow.fails().butUnknown("a cast may run a function that somebody created");
    }
    return isText(cast.getColDataType()) ? flow.derived() : flow.fails();
  }

  private static boolean isText(@Nullable ColDataType type) {
    return type != null
        && type.getCharacterSet() == null
        && (type.getArgumentsStringList() == null || type.getArgumentsStringList().isEmpty())
        && (type.getArrayData() == null || type.getArrayData().isEmpty())
        && TEXTS.contains(type.getDataType().toLowerCase(Locale.ROOT));
  }

  /** The other style hides a column behind what looks like the name of a type. */
  private Flow transcoded(TranscodingFunction call, Scope scope) {
    NotProvenException.refuseIf(!call.isTranscodeStyle(), "CONVERT without USING");
    return rules.flow(call.getExpression(), scope).fails();
  }

  private Flow atTimeZone(TimezoneExpression node, Scope scope) {
    return rules
        .flow(node.getLeftExpression(), scope)
        .with(rules.all(node.getTimezoneExpressions(), scope))
        .fails();
  }

  private Flow groupConcat(MySQLGroupConcat call, Scope scope) {
    return rules
        .all(call.getExpressionList(), scope)
        .with(order(call.getOrderByElements(), scope))
        .fails();
  }

  private Flow xmlSerialize(XMLSerializeExpr node, Scope scope) {
    return rules
        .flow(node.getExpression(), scope)
        .with(order(node.getOrderByElements(), scope))
        .fails();
  }

  private Flow order(@Nullable List<OrderByElement> elements, Scope scope) {
    return resolver.queries().order(elements, scope);
  }
}
