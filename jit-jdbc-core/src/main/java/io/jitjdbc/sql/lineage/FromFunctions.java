package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonTableFunction;
import net.sf.jsqlparser.expression.JsonTableFunction.JsonTableColumnDefinition;
import net.sf.jsqlparser.expression.JsonTableFunction.JsonTableColumnsClause;
import net.sf.jsqlparser.expression.JsonTableFunction.JsonTableNestedColumnDefinition;
import net.sf.jsqlparser.expression.JsonTableFunction.JsonTableValueColumnDefinition;
import net.sf.jsqlparser.expression.XmlTableFunction;
import net.sf.jsqlparser.statement.select.TableFunction;

/**
 * Functions in FROM: each of their columns could come from any of their arguments, and how many
 * rows there are tells about all of them.
 */
final class FromFunctions {

  private final Resolver resolver;

  FromFunctions(Resolver resolver) {
    this.resolver = resolver;
  }

  Rows rows(TableFunction call, Scope visible) {
    List<Function> calls =
        call.isRowsFrom() ? List.copyOf(call.getRowsFromFunctions()) : functions(call);
    Flow flow = Flow.CONSTANT;
    for (Function function : calls) {
      flow = flow.with(flow(function, visible));
    }
    Optional<Alias> alias = Optional.ofNullable(call.getAlias());
    List<Alias.AliasColumn> renamed =
        alias.map(Alias::getAliasColumns).map(List::copyOf).orElse(List.of());
    String written = alias.map(Alias::getName).orElse(written(calls));
    List<String> columns = columns(calls, written);
    boolean open = columns.isEmpty() && !definesAll(renamed);
    List<Field> fields = fields(columns, call.getWithClause() != null, renamed, flow);
    return Rows.of(
        new Source(
            resolver.names().alias(written), "", fields, hidden(written, columns, flow), open));
  }

  private static List<Function> functions(TableFunction call) {
    NotProvenException.refuseIf(call.getFunction() == null, "this function in FROM");
    return List.of(call.getFunction());
  }

  /** What a source is called that is not given a name. */
  private static String written(List<Function> calls) {
    return String.join(".", name(calls.get(0)));
  }

  private List<Field> fields(
      List<String> columns, boolean ordinality, List<Alias.AliasColumn> renamed, Flow flow) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < Math.max(columns.size() + (ordinality ? 1 : 0), renamed.size()); i++) {
      String column = i < columns.size() ? columns.get(i) : "ordinality";
      fields.add(
          i < renamed.size() ? field(renamed.get(i).name, flow) : spelled(column, flow.fails()));
    }
    return fields;
  }

  /** PostgreSQL lets the alias of the function name its only column, too. */
  private List<Field> hidden(String written, List<String> columns, Flow flow) {
    List<Field> hidden = new ArrayList<>();
    hidden.add(Field.computed("", "", flow));
    if (columns.size() == 1) {
      hidden.add(spelled(resolver.names().alias(written), flow));
    }
    return hidden;
  }

  private Field field(String written, Flow flow) {
    return Field.computed(
        resolver.names().fold(written), resolver.names().label(written), flow.fails());
  }

  private Field spelled(String column, Flow flow) {
    return Field.computed(resolver.names().key(column), column, flow);
  }

  /** A list with types is not only names: it says what columns there are. */
  private static boolean definesAll(List<Alias.AliasColumn> columns) {
    return !columns.isEmpty() && columns.stream().allMatch(column -> column.colDataType != null);
  }

  private static List<String> name(Function function) {
    if (function instanceof JsonTableFunction) {
      return List.of("json_table");
    }
    if (function instanceof XmlTableFunction) {
      return List.of("xmltable");
    }
    List<String> parts = function.getMultipartName();
    return parts == null || parts.isEmpty()
        ? List.of("function")
        : List.of(parts.get(parts.size() - 1));
  }

  private Flow flow(Function function, Scope scope) {
    Flow flow =
        function instanceof JsonTableFunction json
            ? resolver.rules().all(json.getAllExpressions(), scope)
            : function instanceof XmlTableFunction xml
                ? resolver.rules().all(xml.getAllExpressions(), scope)
                : resolver.rules().flow(function, scope);
    resolver.ledger().reveal(flow);
    return flow;
  }

  /** In order; empty if they are not known, and then the names could be anything. */
  private List<String> columns(List<Function> calls, String written) {
    if (calls.size() == 1) {
      return columns(calls.get(0), resolver.names().label(written)).orElse(List.of());
    }
    List<String> all = new ArrayList<>();
    for (Function call : calls) {
      List<String> name = name(call);
      String last = resolver.names().label(name.get(name.size() - 1));
      List<String> columns = columns(call, last).orElse(List.of());
      NotProvenException.refuseIf(columns.isEmpty(), "ROWS FROM");
      all.addAll(columns);
    }
    return all;
  }

  private Optional<List<String>> columns(Function function, String called) {
    if (function instanceof JsonTableFunction json) {
      List<String> columns = new ArrayList<>();
      collect(json.getColumnsClause(), columns);
      return Optional.of(labels(columns));
    }
    if (function instanceof XmlTableFunction xml) {
      return Optional.of(
          labels(
              xml.getColumnDefinitions().stream()
                  .map(XmlTableFunction.XmlTableColumnDefinition::getColumnName)
                  .toList()));
    }
    return resolver
        .yieldedColumns()
        .of(function)
        .map(columns -> columns.isScalar() ? List.of(called) : columns.names());
  }

  private List<String> labels(List<String> written) {
    return written.stream().map(resolver.names()::label).toList();
  }

  private static void collect(JsonTableColumnsClause clause, List<String> columns) {
    for (JsonTableColumnDefinition definition : clause.getColumnDefinitions()) {
      if (definition instanceof JsonTableValueColumnDefinition value) {
        columns.add(value.getColumnName());
      } else if (definition instanceof JsonTableNestedColumnDefinition nested) {
        collect(nested.getColumnsClause(), columns);
      } else {
        throw new NotProvenException("a column of JSON_TABLE cannot be followed");
      }
    }
  }
}
