package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.sql.Reference.Usage;
import io.jitjdbc.sql.SystemRelations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.jspecify.annotations.Nullable;

/** What every statement that writes has in common: targets, assignments, RETURNING. */
final class Writes {

  private final Resolver resolver;

  Writes(Resolver resolver) {
    this.resolver = resolver;
  }

  List<Field> insert(Insert insert, Scope outer) {
    return new Inserts(resolver).insert(insert, outer);
  }

  List<Field> upsert(Upsert upsert, Scope outer) {
    return new Inserts(resolver).upsert(upsert, outer);
  }

  List<Field> update(Update update, Scope outer) {
    return new Updates(resolver).update(update, outer);
  }

  List<Field> delete(Delete delete, Scope outer) {
    return new Updates(resolver).delete(delete, outer);
  }

  List<Field> merge(Merge merge, Scope outer) {
    return new Merges(resolver).merge(merge, outer);
  }

  /** The table that is written, as a source of columns to read. */
  Source target(Table table, Action action) {
    resolver.ledger().writes();
    Source source = resolver.tables().target(table);
    acts(action, source);
    return resolver.fromClauses().aliased(source, table.getAlias());
  }

  /** On the table itself, and on those behind it if it is a view. */
  void acts(Action action, Source source) {
    NotProvenException.refuseIf(source.fields().isEmpty(), "a target without columns");
    for (Field field : source.fields()) {
      refuseUnknownTarget(field);
      for (Access read : field.reads()) {
        if (read.resource() instanceof Resource.Column column) {
          refuseSystem(column.table());
          resolver.ledger().access(action, column.table());
        }
      }
    }
  }

  /** Some are settings in the shape of a table: writing them changes how a text is read. */
  private static void refuseSystem(Resource.Table table) {
    NotProvenException.refuseIf(
        SystemRelations.isSystem(table), "writing what the database keeps about itself");
  }

  private static void refuseUnknownTarget(Field field) {
    NotProvenException.refuseIf(field.reads().isEmpty(), "writing to what is no table");
    NotProvenException.refuseIf(!field.flow().isKnown(), "writing through such a view");
  }

  void assign(Field field, Action action, Usage usage) {
    refuseUnknownTarget(field);
    for (Access read : field.reads()) {
      if (read.resource() instanceof Resource.Column column) {
        resolver.ledger().column(action, column);
      }
    }
    field.flow().columns().forEach(column -> resolver.ledger().refer(column, usage));
  }

  /** A row that was there loses all it held, named or not. */
  void overwrites(Source target) {
    for (Field field : target.fields()) {
      field.flow().columns().forEach(one -> resolver.ledger().refer(one, Usage.UPDATE_TARGET));
    }
  }

  Field column(List<Field> fields, Column column) {
    NotProvenException.refuseIf(column.getArrayConstructor() != null, "an element of an array");
    String name = resolver.names().fold(column.getColumnName());
    List<Field> named = fields.stream().filter(field -> field.isNamed(name)).toList();
    if (named.size() != 1) {
      throw NotProvenException.of(
          "no one column %s to write is known", resolver.names().label(column.getColumnName()));
    }
    return named.get(0);
  }

  /** SET: the values may use whatever the scope sees, the targets are those of one table. */
  void set(@Nullable List<UpdateSet> sets, Source target, Scope scope) {
    set(sets, target, target.fields(), scope);
  }

  /** In MySQL a joined UPDATE may assign to any of its tables. */
  void setJoined(@Nullable List<UpdateSet> sets, Source target, Scope scope) {
    set(sets, target, resolver.names().isMySqlFamily() ? allFields(scope) : target.fields(), scope);
  }

  private void set(
      @Nullable List<UpdateSet> sets, Source target, List<Field> unqualified, Scope scope) {
    for (UpdateSet set : sets == null ? List.<UpdateSet>of() : sets) {
      List<Field> assigned = new ArrayList<>();
      for (Column column : set.getColumns()) {
        boolean bare = column.getTable() == null || column.getTable().getName() == null;
        List<Field> fields = bare ? unqualified : qualified(column, target, scope);
        Field field = column(fields, column);
        assign(field, Action.UPDATE, Usage.UPDATE_TARGET);
        assigned.add(field);
      }
      copied(flows(set.getValues(), assigned.size(), scope), assigned);
    }
    if (resolver.names().isMySqlFamily()) {
      // It assigns one after the other, and a later value sees what an earlier one assigned.
      resolver.ledger().copyOn();
    }
  }

  private List<Field> qualified(Column column, Source target, Scope scope) {
    String alias = resolver.names().alias(column.getTable().getName());
    if (alias.equals(target.alias())) {
      return target.fields();
    }
    NotProvenException.refuseIf(
        !resolver.names().isMySqlFamily(), "assigning to a part of a column");
    return resolver
        .columns()
        .source(alias, "", scope)
        .orElseThrow(() -> NotProvenException.of("nothing here is called %s", alias))
        .fields();
  }

  private static List<Field> allFields(Scope scope) {
    return scope.rows().sources().stream().flatMap(source -> source.fields().stream()).toList();
  }

  /** By position; a row may have fewer values than its table has columns. */
  void copied(List<Flow> flows, List<Field> targets) {
    NotProvenException.refuseIf(flows.size() > targets.size(), "more values than columns");
    for (int i = 0; i < flows.size(); i++) {
      resolver.ledger().copied(flows.get(i), targets.get(i).flow().columns());
    }
  }

  /** What flows into each of so many columns; if the values do not match them, all into each. */
  List<Flow> flows(@Nullable ExpressionList<?> values, int width, Scope scope) {
    if (values == null) {
      return List.of();
    }
    Expression only = values.size() == 1 ? values.get(0) : values;
    List<Flow> flows = List.of();
    if (width > 1 && only instanceof Select row) {
      flows = resolver.queries().query(row, scope).stream().map(Field::flow).toList();
    } else if (width > 1 && only instanceof ExpressionList<?> row) {
      flows = row.stream().map(value -> resolver.rules().flow(value, scope)).toList();
    }
    return flows.size() == width
        ? flows
        : Collections.nCopies(width, resolver.rules().all(values, scope));
  }

  List<Field> returning(@Nullable ReturningClause clause, Scope scope) {
    if (clause == null) {
      return List.of();
    }
    NotProvenException.refuseIf(
        clause.getDataItems() != null && !clause.getDataItems().isEmpty(), "RETURNING INTO");
    NotProvenException.refuseIf(
        clause.getOutputAliases() != null && !clause.getOutputAliases().isEmpty(),
        "RETURNING WITH");
    return resolver.queries().outputs(clause, scope);
  }
}
