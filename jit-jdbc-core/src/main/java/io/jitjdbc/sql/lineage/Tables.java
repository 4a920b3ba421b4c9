package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.SystemRelations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;

/** Finds what the name of a table means: a WITH definition, a base table, or a view. */
final class Tables {

  private static final List<String> POSTGRESQL_SYSTEM_COLUMNS =
      List.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private final Resolver resolver;
  private final Names names;
  private final Catalog catalog;

  Tables(Resolver resolver, Catalog catalog) {
    this.resolver = resolver;
    this.catalog = catalog;
    names = resolver.names();
  }

  /** A table that is read. */
  Source source(Table table, Scope scope) {
    refuseNotations(table);
    String name = names.fold(table.getName());
    Optional<WithTable> with =
        table.getSchemaName() == null ? scope.withTable(name) : Optional.empty();
    Optional<Relation> relation = with.isEmpty() || names.isH2() ? find(table) : Optional.empty();
    if (with.isPresent()) {
      resolver.ledger().place(name);
      Source defined = Source.closed(name, with.get().fields().get());
      return relation.isEmpty()
          ? defined
          : either(source(table, read(relation.get(), scope)), defined);
    }
    if (relation.isEmpty() && isDual(table, name)) {
      return Source.closed(name, List.of());
    }
    return source(table, read(relation.orElseThrow(() -> unknown(table)), scope));
  }

  private Relation read(Relation relation, Scope scope) {
    if (!scope.isFiltered()) {
      resolver.ledger().whole();
    }
    resolver.ledger().access(Action.SELECT, relation.table());
    return relation;
  }

  /** H2 prefers the table to a WITH definition of its name; another version may not. */
  private static Source either(Source table, Source defined) {
    return new Source(
        table.alias(),
        table.schema(),
        blended(table.fields(), defined.row()),
        blended(table.hidden(), defined.row()),
        table.open());
  }

  private static List<Field> blended(List<Field> fields, Flow other) {
    return fields.stream()
        .map(field -> field.withFlow(field.flow().with(other).derived()))
        .toList();
  }

  /** A table that is written, whose columns may be read besides. */
  Source target(Table table) {
    refuseNotations(table);
    Relation relation = find(table).orElseThrow(() -> unknown(table));
    NotProvenException.refuseIf(relation.isRewritten(), "writing to what a rule rewrites");
    return source(table, relation);
  }

  /** Whether the name means a table of the catalog, and all of its rows. */
  boolean isBase(Table table, Scope scope) {
    boolean defined =
        table.getSchemaName() == null && scope.withTable(names.fold(table.getName())).isPresent();
    return !defined
        && table.getSampleClause() == null
        && find(table).map(found -> found.fold(base -> true, view -> false)).orElse(false);
  }

  private Source source(Table table, Relation relation) {
    resolver.ledger().place(relation.table());
    List<Field> fields = relation.fold(this::baseFields, this::viewFields);
    String schema = names.key(relation.table().schema());
    return new Source(names.alias(table.getName()), schema, fields, hidden(fields), false);
  }

  private static void refuseNotations(Table table) {
    NotProvenException.refuseIf(table.getPivot() != null || table.getUnPivot() != null, "PIVOT");
    NotProvenException.refuseIf(
        table.isTableVariable()
            || !table.getName().equals(table.getDBLinkName())
            || table.getTimeTravel() != null
            || table.getTimeTravelStrAfterAlias() != null
            || table.getSqlServerHints() != null,
        "this notation of a table");
  }

  private NotProvenException unknown(Table table) {
    return NotProvenException.of("no table %s is known", names.label(table.getName()));
  }

  private Optional<Relation> find(Table table) {
    String schema = table.getSchemaName();
    NotProvenException.refuseIf(
        table.getDatabaseName() != null && !names.isPostgres() && !names.isH2(),
        "a table of another database");
    return find(schema == null ? "" : names.alias(schema), names.alias(table.getName()));
  }

  private Optional<Relation> find(String schema, String name) {
    try {
      return catalog.find(schema, name);
    } catch (CatalogException e) {
      throw new NotProvenException("the catalog cannot be read: " + e.getMessage());
    }
  }

  private boolean isDual(Table table, String name) {
    return !names.isPostgres() && table.getSchemaName() == null && name.equalsIgnoreCase("dual");
  }

  private List<Field> baseFields(Relation.BaseTable base) {
    List<Field> fields = new ArrayList<>();
    for (String spelled : base.columns()) {
      Column column = new Column(base.table(), spelled);
      fields.add(field(column, stored(base, column)));
    }
    return fields;
  }

  private Flow stored(Relation.BaseTable base, Column column) {
    if (SystemRelations.isStatistic(column)) {
      return Flow.unknown(column.path() + " counts the values of any column");
    }
    String expression = base.computed().get(column.name());
    return expression == null
        ? Flow.identity(column)
        : resolver.generatedColumns().flow(base, column, expression);
  }

  /** Reading it is reading all that flows into it. */
  private Field field(Column column, Flow flow) {
    Set<Access> reads = new HashSet<>();
    reads.add(new Access(Action.SELECT, column));
    flow.columns().forEach(behind -> reads.add(new Access(Action.SELECT, behind)));
    return new Field(names.key(column.name()), column.name(), flow, reads);
  }

  private List<Field> viewFields(Relation.View view) {
    Views.Behind behind = resolver.views().behind(view);
    resolver.ledger().absorb(behind.ledger());
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < view.columns().size(); i++) {
      Column column = new Column(view.table(), view.columns().get(i));
      fields.add(field(column, behind.flows().get(i)));
    }
    return fields;
  }

  /** H2's row id is the value of a primary key of one number, so it stands for the whole row. */
  private List<Field> hidden(List<Field> fields) {
    if (names.isPostgres()) {
      return POSTGRESQL_SYSTEM_COLUMNS.stream()
          .map(name -> Field.computed(name, name, Flow.CONSTANT))
          .toList();
    }
    if (!names.isH2()) {
      return List.of();
    }
    Flow row = Source.closed("", fields).row().derived();
    return List.of(Field.computed("_ROWID_", "_ROWID_", row));
  }
}
