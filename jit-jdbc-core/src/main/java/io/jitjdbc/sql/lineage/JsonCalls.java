package io.jitjdbc.sql.lineage;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JsonAggregateFunction;
import net.sf.jsqlparser.expression.JsonExpression;
import net.sf.jsqlparser.expression.JsonFunction;
import net.sf.jsqlparser.expression.JsonFunctionExpression;
import net.sf.jsqlparser.expression.JsonFunctionType;
import net.sf.jsqlparser.expression.JsonKeyValuePair;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.statement.select.OrderByElement;
import org.jspecify.annotations.Nullable;

/** The JSON constructors and operators that have a grammar of their own. */
final class JsonCalls {

  // The parser still makes nodes of the deprecated types.
  @SuppressWarnings("deprecation")
  private static final Set<JsonFunctionType> CONSTRUCTORS =
      EnumSet.of(JsonFunctionType.ARRAY, JsonFunctionType.OBJECT);

  private final Rules rules;
  private final Resolver resolver;

  private JsonCalls(Rules rules, Resolver resolver) {
    this.rules = rules;
    this.resolver = resolver;
  }

  static void register(Rules rules, Resolver resolver) {
    JsonCalls calls = new JsonCalls(rules, resolver);
    rules.add(JsonExpression.class, calls::path);
    rules.add(JsonFunction.class, calls::function);
    rules.add(JsonAggregateFunction.class, calls::aggregate);
  }

  private Flow path(JsonExpression node, Scope scope) {
    Flow flow = rules.flow(node.getExpression(), scope);
    for (Map.Entry<Expression, String> step : node.getIdentList()) {
      flow = flow.with(rules.flow(step.getKey(), scope));
    }
    return flow.fails();
  }

  private Flow function(JsonFunction call, Scope scope) {
    NotProvenException.refuseIf(
        !call.getAdditionalQueryPathArguments().isEmpty(), "this form of a JSON function");
    Flow flow =
        input(call.getInputExpression(), scope)
            .with(rules.flow(call.getJsonPathExpression(), scope))
            .with(rules.all(call.getPassingExpressions(), scope))
            .with(behaviour(call.getOnEmptyBehavior(), scope))
            .with(behaviour(call.getOnErrorBehavior(), scope));
    for (JsonFunctionExpression element : call.getExpressions()) {
      flow = flow.with(input(element, scope));
    }
    for (JsonKeyValuePair pair : call.getKeyValuePairs()) {
      flow = flow.with(part(pair.getKey(), scope)).with(part(pair.getValue(), scope));
    }
    return onlyBuilds(call) ? flow.derived() : flow.fails();
  }

  /** Every value fits into an array, or under a key that is written out; a JSON text need not. */
  private static boolean onlyBuilds(JsonFunction call) {
    return CONSTRUCTORS.contains(call.getType())
        && call.getReturningType() == null
        && call.getUniqueKeysType() == null
        && call.getExpressions().stream().noneMatch(JsonFunctionExpression::isUsingFormatJson)
        && call.getKeyValuePairs().stream()
            .allMatch(pair -> isLiteral(pair.getKey()) && !pair.isUsingFormatJson());
  }

  private static boolean isLiteral(@Nullable Object part) {
    return part instanceof StringValue || (part instanceof String text && text.startsWith("'"));
  }

  private Flow input(@Nullable JsonFunctionExpression input, Scope scope) {
    return input == null ? Flow.CONSTANT : rules.flow(input.getExpression(), scope);
  }

  private Flow behaviour(JsonFunction.@Nullable JsonOnResponseBehavior behaviour, Scope scope) {
    return behaviour == null ? Flow.CONSTANT : rules.flow(behaviour.getExpression(), scope);
  }

  /** The parser keeps keys and values as text or as expressions; text could be anything. */
  private Flow part(@Nullable Object part, Scope scope) {
    if (part == null) {
      return Flow.CONSTANT;
    }
    if (part instanceof Expression expression) {
      return rules.flow(expression, scope);
    }
    NotProvenException.refuseIf(!isLiteral(part), "this form of a JSON key or value");
    return Flow.CONSTANT;
  }

  private Flow aggregate(JsonAggregateFunction call, Scope scope) {
    Flow condition =
        rules
            .flow(call.getFilterExpression(), scope)
            .with(rules.all(call.getPartitionExpressionList(), scope));
    resolver.ledger().condition(condition);
    NotProvenException.refuseIf(call.getWindowElement() != null, "a frame of a JSON aggregate");
    Flow flow = condition;
    for (List<OrderByElement> order :
        List.of(orEmpty(call.getOrderByElements()), orEmpty(call.getExpressionOrderByElements()))) {
      flow = flow.with(resolver.queries().order(order, scope));
    }
    return flow.with(rules.flow(call.getExpression(), scope))
        .with(part(call.getKey(), scope))
        .with(part(call.getValue(), scope))
        .fails();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
