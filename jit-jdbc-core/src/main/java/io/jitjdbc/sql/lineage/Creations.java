package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.create.table.ColumnDefinition;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.CreateView;
import org.jspecify.annotations.Nullable;

/** Tables and views that are defined by a query: a table holds its values, a view reads them. */
final class Creations {

  private final Resolver resolver;

  Creations(Resolver resolver) {
    this.resolver = resolver;
  }

  List<Field> table(CreateTable create, Scope scope) {
    NotProvenException.refuseIf(create.getSelect() == null, "this form of CREATE TABLE");
    List<String> names = new ArrayList<>();
    if (create.getColumns() != null) {
      names.addAll(create.getColumns());
    }
    if (create.getColumnDefinitions() != null) {
      create.getColumnDefinitions().stream()
          .map(ColumnDefinition::getColumnName)
          .forEach(names::add);
    }
    List<Field> fields = resolver.queries().query(create.getSelect(), scope);
    filled(create.getTable(), renamed(fields, names));
    return List.of();
  }

  List<Field> view(CreateView create, Scope scope) {
    NotProvenException.refuseIf(create.isRecursive(), "a recursive view");
    List<String> names = new ArrayList<>();
    if (create.getColumnNames() != null) {
      create.getColumnNames().forEach(column -> names.add(column.getColumnName()));
    }
    List<Field> fields = resolver.queries().query(create.getSelect(), scope);
    if (create.isMaterialized()) {
      filled(create.getView(), renamed(fields, names));
    } else {
      resolver.ledger().returnsNothing();
      resolver.ledger().defines(named(create.getView()));
    }
    return List.of();
  }

  /** The rows of a query become those of new tables. */
  void filled(@Nullable List<Table> tables, List<Field> fields) {
    for (Table table : tables == null ? List.<Table>of() : tables) {
      filled(table, fields);
    }
  }

  private void filled(Table table, List<Field> fields) {
    Resource.Table created = named(table);
    resolver.ledger().returnsNothing();
    resolver.ledger().defines(created);
    for (Field field : fields) {
      if (field.isUnnamed()) {
        resolver.ledger().written(field.flow());
      } else {
        resolver.ledger().copied(field.flow(), Set.of(new Column(created, field.label())));
      }
    }
  }

  /** By position; where the lists differ, products disagree on what is called what. */
  private List<Field> renamed(List<Field> fields, List<String> names) {
    if (names.isEmpty()) {
      return fields;
    }
    List<Field> renamed = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      boolean named = names.size() == fields.size();
      renamed.add(
          named
              ? resolver.fromClauses().renamed(fields.get(i), names.get(i))
              : fields.get(i).named("", ""));
    }
    return renamed;
  }

  private Resource.Table named(Table table) {
    Names names = resolver.names();
    String schema = table.getSchemaName();
    return new Resource.Table(
        schema == null ? "" : names.fold(schema), names.fold(table.getName()));
  }
}
