package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.RowFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/**
 * The columns that a function yields as a row: what the list of built-ins says, and for all others
 * what the catalog does. Only their names and their number are told; what flows through them is for
 * the call to say.
 */
final class YieldedColumns {

  /** They yield rows of the type that their first argument has. */
  private static final Set<String> ROWS_OF_THEIR_ARGUMENT =
      Set.of(
          "json_populate_record",
          "json_populate_recordset",
          "jsonb_populate_record",
          "jsonb_populate_recordset");

  private static final List<String> OF_LEXEMES = List.of("lexeme", "positions", "weights");
  private static final Pattern PLAIN_TYPE = Pattern.compile("\\w+(?:\\s*\\.\\s*\\w+)?");

  private final Names names;
  private final BuiltIns builtIns;
  private final Catalog catalog;
  private final FunctionList functions;

  /**
   * What a call yields.
   *
   * @param names as the catalog spells them
   * @param isScalar single values, which are called as the call is
   */
  record Columns(List<String> names, boolean isScalar) {}

  YieldedColumns(Names names, BuiltIns builtIns, Catalog catalog) {
    this.names = names;
    this.builtIns = builtIns;
    this.catalog = catalog;
    functions = FunctionList.of(names.product());
  }

  /** Empty if they are not known: then they could be any. */
  Optional<Columns> of(Function call) {
    List<String> name = call.getMultipartName();
    if (name == null || name.isEmpty() || name.size() > 2) {
      return Optional.empty();
    }
    String builtIn = builtIns.routine(name);
    if (builtIn.equals("row")) {
      return Optional.of(new Columns(numbered(arguments(call)), false));
    }
    Optional<List<String>> listed = functions.columns(builtIn);
    if (listed.isPresent()) {
      List<String> columns = listed.get().stream().map(names::label).toList();
      return Optional.of(
          isOfLexemes(builtIn, call)
              ? new Columns(OF_LEXEMES, false)
              : new Columns(repeated(builtIn, columns, arguments(call)), false));
    }
    return ROWS_OF_THEIR_ARGUMENT.contains(builtIn)
        ? ofItsArgument(call)
        : ofCatalog(name, arguments(call));
  }

  /** The fields of a row that is made of values. */
  private static List<String> numbered(int fields) {
    return IntStream.rangeClosed(1, fields).mapToObj(field -> "f" + field).toList();
  }

  /** What is cast to a text of lexemes is no array, and yields what it says of each of them. */
  private static boolean isOfLexemes(String builtIn, Function call) {
    return builtIn.equals("unnest")
        && arguments(call) == 1
        && call.getParameters() != null
        && call.getParameters().get(0) instanceof CastExpression cast
        && cast.getColDataType().getDataType().equalsIgnoreCase("tsvector")
        && (cast.getColDataType().getArrayData() == null
            || cast.getColDataType().getArrayData().isEmpty());
  }

  /** PostgreSQL puts what several arrays hold side by side. */
  private static List<String> repeated(String builtIn, List<String> columns, int arguments) {
    return builtIn.equals("unnest") && arguments > 1
        ? Collections.nCopies(arguments, columns.get(0))
        : columns;
  }

  private static int arguments(Function call) {
    int named = call.getNamedParameters() == null ? 0 : call.getNamedParameters().size();
    int keyed = call.getKeywordArguments() == null ? 0 : call.getKeywordArguments().size();
    return (call.getParameters() == null ? 0 : call.getParameters().size()) + named + keyed;
  }

  /** A database picks one of several by the types of the arguments, so all of them must agree. */
  private Optional<Columns> ofCatalog(List<String> name, int arguments) {
    Set<Columns> possible = new HashSet<>();
    for (RowFunction function : ask(name)) {
      if (function.takes(arguments)) {
        possible.add(new Columns(function.columns(), function.isScalar()));
      }
    }
    return possible.size() == 1
        ? possible.stream().filter(columns -> !columns.names().isEmpty()).findFirst()
        : Optional.empty();
  }

  private List<RowFunction> ask(List<String> name) {
    String schema = name.size() > 1 ? names.fold(name.get(0)) : "";
    try {
      return catalog.functions(schema, names.fold(name.get(name.size() - 1)));
    } catch (CatalogException e) {
      throw unreadable(e);
    }
  }

  /** Only a cast says of which type an argument is. */
  private Optional<Columns> ofItsArgument(Function call) {
    List<? extends Expression> arguments = call.getParameters();
    if (arguments == null
        || arguments.isEmpty()
        || !(arguments.get(0) instanceof CastExpression cast)) {
      return Optional.empty();
    }
    List<String> fields = fields(cast.getColDataType());
    return fields.isEmpty() ? Optional.empty() : Optional.of(new Columns(fields, false));
  }

  private List<String> fields(ColDataType type) {
    boolean isPlain =
        (type.getArrayData() == null || type.getArrayData().isEmpty())
            && (type.getArgumentsStringList() == null || type.getArgumentsStringList().isEmpty())
            && PLAIN_TYPE.matcher(type.getDataType()).matches();
    if (!isPlain) {
      return List.of();
    }
    List<String> parts = new ArrayList<>(List.of(type.getDataType().split("\\s*\\.\\s*", -1)));
    String name = names.fold(parts.remove(parts.size() - 1));
    try {
      return catalog.typeFields(parts.isEmpty() ? "" : names.fold(parts.get(0)), name);
    } catch (CatalogException e) {
      throw unreadable(e);
    }
  }

  private static NotProvenException unreadable(CatalogException e) {
    return new NotProvenException("the catalog cannot be read: " + e.getMessage());
  }
}
