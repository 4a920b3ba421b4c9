package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.sql.text.LexedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.WindowElement;
import net.sf.jsqlparser.expression.WindowOffset;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;

/** Calls of functions, aggregates and windows: from their arguments if proven to be pure. */
final class FunctionCalls {

  private static final Set<String> SEQUENCE_VALUES = Set.of("nextval", "lastval");

  private final Resolver resolver;
  private final Rules rules;
  private final FunctionList functions;
  private final Conversions conversions;

  private FunctionCalls(Resolver resolver) {
    this.resolver = resolver;
    rules = resolver.rules();
    functions = FunctionList.of(resolver.names().product());
    conversions = new Conversions(resolver.names());
  }

  static void register(Resolver resolver) {
    FunctionCalls calls = new FunctionCalls(resolver);
    calls.rules.add(Function.class, calls::function);
    calls.rules.add(AnalyticExpression.class, calls::analytic);
  }

  private Flow function(Function call, Scope scope) {
    NotProvenException.refuseIf(
        call.getKeep() != null
            || call.getAttribute() != null
            || call.getHavingClause() != null
            || call.getLimit() != null
            || call.getChainedParameters() != null,
        "this form of calling " + call.getName());
    List<String> name = List.copyOf(call.getMultipartName());
    if (name.size() == 1 && LexedStatement.isStringOrName(name.get(0))) {
      return stringOrName(call, scope);
    }
    if (isInsertedValue(name)) {
      return insertedValue(call, scope);
    }
    if (isSequenceValue(name, call)) {
      return Flow.TRACED;
    }
    Flow arguments =
        arguments(name, call.getParameters(), scope)
            .with(rules.all(call.getNamedParameters(), scope))
            .with(keywordArguments(call.getKeywordArguments(), scope))
            .with(resolver.queries().order(call.getOrderByElements(), scope));
    Optional<Flow> field = fieldOfRow(name, call, scope);
    return field.isPresent() ? field.get() : result(name, arguments, operands(call));
  }

  private static List<? extends Expression> operands(Function call) {
    List<? extends Expression> parameters = call.getParameters();
    List<? extends Expression> named = call.getNamedParameters();
    List<Expression> all = new ArrayList<>(parameters == null ? List.of() : parameters);
    all.addAll(named == null ? List.of() : named);
    if (call.getKeywordArguments() != null) {
      call.getKeywordArguments().forEach(argument -> all.add(argument.getExpression()));
    }
    return all;
  }

  /** Read as a string it is a constant; read as a name, a column if one is called so. */
  private Flow stringOrName(Function call, Scope scope) {
    String written = ((StringValue) call.getParameters().get(0)).getValue();
    String name = resolver.names().fold('`' + written.replace("''", "'").stripTrailing() + '`');
    NotProvenException.refuseIf(
        resolver.names().isFoldedDifferently(name), "what is a name or a string as sql_mode says");
    return resolver.columns().find(name, scope).map(Flow::derived).orElse(Flow.CONSTANT);
  }

  /** Nothing where nothing is inserted. */
  private Flow insertedValue(Function call, Scope scope) {
    Optional<Source> inserted = resolver.columns().source(Inserts.INSERTED, "", scope);
    Flow flow = Flow.CONSTANT;
    if (inserted.isPresent() && call.getParameters() != null) {
      for (Expression parameter : call.getParameters()) {
        NotProvenException.refuseIf(!(parameter instanceof Column), "this form of VALUES");
        flow = flow.with(inserted.get().field(name((Column) parameter)).flow());
      }
    }
    return flow;
  }

  private String name(Column column) {
    return resolver.names().fold(column.getColumnName());
  }

  /** MySQL's VALUES(column) is the value to be inserted. */
  private boolean isInsertedValue(List<String> name) {
    return resolver.names().isMySqlFamily()
        && name.size() == 1
        && name.get(0).equalsIgnoreCase("values");
  }

  /** MariaDB names the sequence as if it were a column. */
  private boolean isSequenceValue(List<String> name, Function call) {
    return resolver.names().isMySqlFamily()
        && name.size() == 1
        && SEQUENCE_VALUES.contains(name.get(0).toLowerCase(Locale.ROOT))
        && call.getParameters() != null
        && call.getParameters().stream().allMatch(Column.class::isInstance);
  }

  /** PostgreSQL reads {@code f(t)} as {@code t.f} when t is a row that has a column f. */
  private Optional<Flow> fieldOfRow(List<String> name, Function call, Scope scope) {
    List<? extends Expression> parameters = call.getParameters();
    if (!resolver.names().isPostgres()
        || name.size() != 1
        || parameters == null
        || parameters.size() != 1
        || !(parameters.get(0) instanceof Column column)
        || column.getTable() != null) {
      return Optional.empty();
    }
    String field = resolver.names().fold(name.get(0));
    return resolver
        .columns()
        .source(resolver.names().fold(column.getColumnName()), "", scope)
        .filter(source -> source.fields().stream().anyMatch(known -> known.isNamed(field)))
        .map(source -> resolver.columns().wholeRow(source));
  }

  private Flow arguments(
      List<String> name, @Nullable Iterable<? extends Expression> arguments, Scope scope) {
    if (arguments == null) {
      return Flow.CONSTANT;
    }
    Flow flow = Flow.CONSTANT;
    for (Expression argument : arguments) {
      boolean everyRow = argument.getClass() == AllColumns.class && isCount(name);
      flow = flow.with(everyRow ? Flow.CONSTANT : rules.flow(argument, scope));
    }
    return flow;
  }

  private boolean isCount(List<String> name) {
    return "count".equals(builtIn(name));
  }

  /** What a call gives: the flow of its arguments, unless it could do or read more. */
  private Flow result(
      List<String> name, Flow arguments, List<? extends @Nullable Expression> operands) {
    String last = name.get(name.size() - 1);
    return switch (functions.trait(last.toLowerCase(Locale.ROOT), builtIn(name), operands.size())) {
      case TOTAL -> arguments.derived();
      case BOUNDED -> bounded(arguments, operands, Conversions::isSmallLiteral);
      case COUNTED -> bounded(arguments, operands, Conversions::isSmallNumber);
      case COMPARES -> conversions.compared(arguments, operands);
      case CHOOSES -> conversions.chosen(arguments, operands);
      case PURE -> arguments.fails();
      case ROWS -> {
        resolver.ledger().reveal(arguments);
        yield arguments.fails();
      }
      case TELLS -> {
        resolver.ledger().reveal(arguments);
        yield arguments.butUnknown("a definition may have values of any table in it");
      }
      case KEEPS -> kept(name, arguments);
      case EXPORTS -> exported(name, arguments);
      case UNKNOWN -> unproven(name, arguments);
      case REFUSED ->
          throw NotProvenException.of(
              "the function %s can read or change what no argument names", label(name));
    };
  }

  private static Flow bounded(
      Flow arguments,
      List<? extends @Nullable Expression> operands,
      Predicate<@Nullable Expression> fits) {
    return operands.stream().skip(1).allMatch(fits) ? arguments.derived() : arguments.fails();
  }

  private Flow unproven(List<String> name, Flow arguments) {
    resolver.ledger().reveal(arguments);
    resolver.ledger().access(Action.EXECUTE, routine(name));
    return arguments.butUnknown("the function " + label(name) + " was not proven harmless");
  }

  private Flow kept(List<String> name, Flow arguments) {
    resolver.ledger().written(arguments);
    resolver.ledger().access(Action.EXECUTE, routine(name));
    resolver.ledger().writes();
    return arguments.fails();
  }

  private Flow exported(List<String> name, Flow arguments) {
    resolver.ledger().exports();
    return unproven(name, arguments);
  }

  private String builtIn(List<String> name) {
    return resolver.builtIns().routine(name);
  }

  private Routine routine(List<String> name) {
    Names names = resolver.names();
    String schema = name.size() > 1 ? names.fold(name.get(name.size() - 2)) : "";
    return new Routine(schema, names.fold(name.get(name.size() - 1)));
  }

  private String label(List<String> name) {
    return routine(name).path();
  }

  private Flow keywordArguments(@Nullable List<Function.KeywordArgument> arguments, Scope scope) {
    Flow flow = Flow.CONSTANT;
    if (arguments != null) {
      for (Function.KeywordArgument argument : arguments) {
        flow = flow.with(rules.flow(argument.getExpression(), scope));
      }
    }
    return flow;
  }

  private Flow analytic(AnalyticExpression call, Scope scope) {
    NotProvenException.refuseIf(
        call.getKeep() != null || call.getHavingClause() != null || call.getLimit() != null,
        "this form of calling " + call.getName());
    List<String> name = List.of(call.getName().split("\\.", -1));
    Expression argument = call.getExpression();
    boolean everyRow =
        isCount(name) && (argument == null || argument.getClass() == AllColumns.class);
    NotProvenException.refuseIf(
        call.isAllColumns() && !isCount(name) && !(argument instanceof AllTableColumns),
        "* as an argument");
    Flow arguments =
        (everyRow ? Flow.CONSTANT : rules.flow(argument, scope))
            .with(rules.flow(call.getOffset(), scope))
            .with(rules.flow(call.getDefaultValue(), scope))
            .with(keywordArguments(call.getKeywordArguments(), scope))
            .with(resolver.queries().order(call.getFuncOrderBy(), scope))
            .with(condition(call.getFilterExpression(), scope))
            .with(windowOf(call, scope));
    return result(name, arguments, operands(call));
  }

  private static List<@Nullable Expression> operands(AnalyticExpression call) {
    return Stream.of(call.getExpression(), call.getOffset(), call.getDefaultValue())
        .filter(Objects::nonNull)
        .toList();
  }

  private Flow windowOf(AnalyticExpression call, Scope scope) {
    Flow flow =
        rules
            .all(call.getPartitionExpressionList(), scope)
            .with(frame(call.getWindowElement(), scope));
    resolver.ledger().condition(flow);
    flow = flow.with(resolver.queries().order(call.getOrderByElements(), scope));
    if (call.getWindowName() != null) {
      flow = flow.with(scope.window(resolver.names().fold(call.getWindowName())));
    }
    WindowDefinition definition = call.getWindowDefinition();
    return definition == null ? flow : flow.with(window(definition, scope));
  }

  private Flow window(WindowDefinition definition, Scope scope) {
    return window(definition, resolver, scope, true);
  }

  /** The columns that decide which rows a window holds, and in which order. */
  static Flow window(
      WindowDefinition definition, Resolver resolver, Scope scope, boolean mayRefer) {
    Rules rules = resolver.rules();
    ExpressionList<?> partition = definition.getPartitionExpressionList();
    Flow flow =
        rules.all(partition, scope).with(frame(definition.getWindowElement(), rules, scope));
    resolver.ledger().condition(flow);
    flow = flow.with(resolver.queries().order(definition.getOrderByElements(), scope));
    boolean refers = mayRefer && definition.getWindowName() != null;
    return refers
        ? flow.with(scope.window(resolver.names().fold(definition.getWindowName())))
        : flow;
  }

  private Flow frame(@Nullable WindowElement frame, Scope scope) {
    return frame(frame, rules, scope);
  }

  private static Flow frame(@Nullable WindowElement frame, Rules rules, Scope scope) {
    if (frame == null) {
      return Flow.CONSTANT;
    }
    Flow flow = offset(frame.getOffset(), rules, scope);
    if (frame.getRange() != null) {
      flow = flow.with(offset(frame.getRange().getStart(), rules, scope));
      flow = flow.with(offset(frame.getRange().getEnd(), rules, scope));
    }
    return flow;
  }

  private static Flow offset(@Nullable WindowOffset offset, Rules rules, Scope scope) {
    return offset == null ? Flow.CONSTANT : rules.flow(offset.getExpression(), scope);
  }

  private Flow condition(@Nullable Expression condition, Scope scope) {
    Flow flow = rules.flow(condition, scope);
    resolver.ledger().condition(flow);
    return flow;
  }
}
