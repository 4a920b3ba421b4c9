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
  private final FunctionList functions;

  FromFunctions(Resolver resolver) {
    this.resolver = resolver;
    functions = FunctionList.of(resolver.names().product());
  }

  Rows rows(TableFunction call, Scope visible) {
    NotProvenException.refuseIf(call.isRowsFrom(), "ROWS FROM");
    Function function = call.getFunction();
    NotProvenException.refuseIf(function == null, "this function in FROM");
    Flow flow = flow(function, visible);
    List<String> columns = columns(function);
    Optional<Alias> alias = Optional.ofNullable(call.getAlias());
    String written = alias.map(Alias::getName).orElse(String.join(".", name(function)));
    List<Alias.AliasColumn> renamed =
        alias.map(Alias::getAliasColumns).map(List::copyOf).orElse(List.of());
    boolean ordinality = call.getWithClause() != null;
    String source = resolver.names().alias(written);
    boolean open = columns.isEmpty() && !definesAll(renamed);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < Math.max(columns.size() + (ordinality ? 1 : 0), renamed.size()); i++) {
      String column = i < columns.size() ? columns.get(i) : "ordinality";
      fields.add(field(i < renamed.size() ? renamed.get(i).name : column, flow));
    }
    return Rows.of(new Source(source, "", fields, hidden(source, columns, flow), open));
  }

  /** PostgreSQL lets the alias of the function name its only column, too. */
  private static List<Field> hidden(String name, List<String> columns, Flow flow) {
    List<Field> hidden = new ArrayList<>();
    hidden.add(Field.computed("", "", flow));
    if (columns.size() == 1) {
      hidden.add(Field.computed(name, name, flow));
    }
    return hidden;
  }

  private Field field(String written, Flow flow) {
    return Field.computed(
        resolver.names().fold(written), resolver.names().label(written), flow.fails());
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
  private List<String> columns(Function function) {
    if (function instanceof JsonTableFunction json) {
      List<String> columns = new ArrayList<>();
      collect(json.getColumnsClause(), columns);
      return columns;
    }
    if (function instanceof XmlTableFunction xml) {
      return xml.getColumnDefinitions().stream()
          .map(XmlTableFunction.XmlTableColumnDefinition::getColumnName)
          .toList();
    }
    List<String> parts = function.getMultipartName();
    if (parts.size() != 1) {
      return List.of();
    }
    return functions.columns(resolver.builtIns().routine(parts)).orElse(List.of());
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
