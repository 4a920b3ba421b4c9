package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FunctionAllColumns;

/** Spells out {@code *} and {@code t.*}. */
final class Stars {

  private final Resolver resolver;

  Stars(Resolver resolver) {
    this.resolver = resolver;
  }

  List<Field> all(AllColumns star, Scope scope) {
    Rows rows = scope.rows();
    NotProvenException.refuseIf(rows.sources().isEmpty(), "* without FROM");
    NotProvenException.refuseIf(rows.hasOpenSource(), "* over a function");
    NotProvenException.refuseIf(
        !rows.starOrderIsCertain(), "* over these joins with USING or NATURAL");
    return read(without(star, rows.star()));
  }

  List<Field> of(AllTableColumns star, Scope scope) {
    NotProvenException.refuseIf(star.getReturningReferenceType() != null, "OLD and NEW");
    Source source = source(star, scope);
    NotProvenException.refuseIf(source.open(), "* over a function");
    return read(without(star, source.fields()));
  }

  /** Every field of the row that a function yields comes from all that the call does. */
  List<Field> of(FunctionAllColumns star, Scope scope) {
    Function call = star.getFunction();
    List<String> columns =
        resolver.yieldedColumns().of(call).filter(yielded -> !yielded.isScalar()).stream()
            .flatMap(yielded -> yielded.names().stream())
            .toList();
    NotProvenException.refuseIf(
        columns.isEmpty() || star.getExceptColumns() != null, "* over a function");
    Flow flow = resolver.rules().flow(call, scope).fails();
    resolver.ledger().tell(flow);
    resolver.ledger().reveal(flow);
    return columns.stream()
        .map(column -> Field.computed(resolver.names().key(column), column, flow))
        .toList();
  }

  /** The star of a source in FROM of this very query; none further out may be expanded. */
  Source source(AllTableColumns star, Scope scope) {
    Names names = resolver.names();
    String schema = star.getTable().getSchemaName();
    return resolver
        .columns()
        .source(
            names.alias(star.getTable().getName()), schema == null ? "" : names.fold(schema), scope)
        .orElseThrow(
            () ->
                NotProvenException.of(
                    "nothing here is called %s", names.label(star.getTable().getName())));
  }

  private List<Field> without(AllColumns star, List<Field> fields) {
    NotProvenException.refuseIf(
        star.getReplaceExpressions() != null && !star.getReplaceExpressions().isEmpty(),
        "* with replacements");
    if (star.getExceptColumns() == null) {
      return fields;
    }
    NotProvenException.refuseIf(!resolver.names().isH2(), "* with exceptions");
    Set<String> except = new HashSet<>();
    for (Column column : star.getExceptColumns()) {
      NotProvenException.refuseIf(column.getTable() != null, "a qualified exception from *");
      except.add(resolver.names().fold(column.getColumnName()));
    }
    List<Field> rest = new ArrayList<>(fields);
    rest.removeIf(field -> except.contains(field.name()));
    NotProvenException.refuseIf(
        rest.size() != fields.size() - except.size(), "an ambiguous exception from *");
    return rest;
  }

  private List<Field> read(List<Field> fields) {
    resolver.ledger().read(fields);
    return fields.stream()
        .map(field -> Field.computed(field.name(), field.label(), field.flow()))
        .toList();
  }
}
