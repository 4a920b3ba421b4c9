package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.lineage.NotProvenException.refuseIf;

import io.jitjdbc.access.Action;
import io.jitjdbc.sql.Reference.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.Index.ColumnParams;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.insert.InsertDuplicateAction;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.UpdateSet;
import net.sf.jsqlparser.statement.upsert.Upsert;
import net.sf.jsqlparser.statement.upsert.UpsertType;
import org.jspecify.annotations.Nullable;

/** INSERT and REPLACE, with what happens on a conflict. */
final class Inserts {

  /** No text can name it; MySQL reads it with VALUES(column). */
  static final String INSERTED = " inserted";

  private final Resolver resolver;
  private final Writes writes;

  Inserts(Resolver resolver) {
    this.resolver = resolver;
    writes = resolver.writes();
  }

  List<Field> insert(Insert insert, Scope outer) {
    refuseIf(insert.getOutputClause() != null, "OUTPUT");
    refuseIf(insert.isOracleMultiInsert() || insert.isOverwrite(), "this form of INSERT");
    Scope scope = resolver.queries().withLists().define(insert.getWithItemsList(), outer);
    Source target = writes.target(insert.getTable(), Action.INSERT);
    List<Field> assigned = assigned(insert.getColumns(), insert.getSetUpdateSets(), target);
    List<Flow> flows = new ArrayList<>(inserted(insert.getSelect(), scope));
    flows.addAll(set(insert.getSetUpdateSets(), scope));
    writes.copied(flows, assigned);
    Rows given = Rows.of(target);
    Rows proposed = proposed(target, insert, named(assigned, flows));
    Scope conflict = scope.inner(given.cross(proposed));
    conflict(insert, target, conflict);
    return writes.returning(insert.getReturningClause(), scope.inner(given));
  }

  /** MySQL's REPLACE deletes what it replaces; H2's MERGE without a condition updates it. */
  List<Field> upsert(Upsert upsert, Scope scope) {
    UpsertType type = upsert.getUpsertType();
    boolean updates = type == UpsertType.UPSERT && resolver.names().isH2();
    boolean replaces = type == UpsertType.REPLACE || type == UpsertType.REPLACE_SET;
    refuseIf(!updates && !replaces, "this form of upsert");
    refuseIf(upsert.getDuplicateAction() != null, "REPLACE with an action");
    Source target = writes.target(upsert.getTable(), Action.INSERT);
    writes.acts(updates ? Action.UPDATE : Action.DELETE, target);
    if (replaces) {
      writes.overwrites(target);
    }
    List<Field> assigned = assigned(upsert.getColumns(), upsert.getUpdateSets(), target);
    if (updates) {
      assigned.forEach(field -> writes.assign(field, Action.UPDATE, Usage.UPDATE_TARGET));
    }
    writes.copied(inserted(upsert.getSelect(), scope), assigned);
    writes.copied(writes.flows(upsert.getExpressions(), assigned.size(), scope), assigned);
    writes.copied(set(upsert.getUpdateSets(), scope), assigned);
    return List.of();
  }

  /** Without a list of columns, every column is meant. */
  private List<Field> assigned(
      @Nullable List<Column> columns, @Nullable List<UpdateSet> sets, Source target) {
    List<Column> named = new ArrayList<>(columns == null ? List.of() : columns);
    if (sets != null) {
      sets.forEach(set -> named.addAll(set.getColumns()));
    }
    List<Field> fields =
        named.isEmpty()
            ? target.fields()
            : named.stream().map(column -> writes.column(target.fields(), column)).toList();
    fields.forEach(field -> writes.assign(field, Action.INSERT, Usage.INSERT_TARGET));
    return fields;
  }

  private List<Flow> inserted(@Nullable Select select, Scope scope) {
    return select == null
        ? List.of()
        : resolver.queries().query(select, scope).stream().map(Field::flow).toList();
  }

  private List<Flow> set(@Nullable List<UpdateSet> sets, Scope scope) {
    List<Flow> flows = new ArrayList<>();
    for (UpdateSet set : sets == null ? List.<UpdateSet>of() : sets) {
      flows.addAll(writes.flows(set.getValues(), set.getColumns().size(), scope));
    }
    return flows;
  }

  /** The columns of the target with what was to be inserted into them. */
  private static Map<String, Flow> named(List<Field> assigned, List<Flow> flows) {
    Map<String, Flow> named = new HashMap<>();
    for (int i = 0; i < flows.size(); i++) {
      named.merge(assigned.get(i).name(), flows.get(i).derived(), Flow::with);
    }
    return named;
  }

  /**
   * The row that was to be inserted. Only where no table of the statement could carry its name:
   * MySQL lets the update see those of a SELECT.
   */
  private Rows proposed(Source target, Insert insert, Map<String, Flow> flows) {
    Alias alias = insert.getRowAlias();
    boolean given = insert.getSelect() == null || insert.getSelect() instanceof Values;
    refuseIf(alias != null && !given, "an alias of the selected rows");
    List<Field> fields =
        target.fields().stream()
            .map(field -> field.withFlow(flows.getOrDefault(field.name(), Flow.CONSTANT)))
            .map(field -> Field.computed(field.name(), field.label(), field.flow()))
            .toList();
    if (alias == null && !resolver.names().isPostgres()) {
      return new Rows(List.of(Source.closed(INSERTED, fields)), List.of(), true);
    }
    Source excluded = Source.closed("excluded", fields);
    return Rows.of(resolver.fromClauses().aliased(excluded, alias));
  }

  private void conflict(Insert insert, Source target, Scope scope) {
    conflictTarget(insert.getConflictTarget(), target, scope);
    InsertConflictAction action = insert.getConflictAction();
    if (action != null) {
      updated(action.getUpdateSets(), action.getWhereExpression(), target, scope);
    }
    InsertDuplicateAction duplicate = insert.getDuplicateAction();
    if (duplicate != null) {
      updated(duplicate.getUpdateSets(), duplicate.getWhereExpression(), target, scope);
    } else {
      updated(insert.getDuplicateUpdateSets(), null, target, scope);
    }
  }

  private void updated(
      @Nullable List<UpdateSet> sets, @Nullable Expression where, Source target, Scope scope) {
    if (sets != null) {
      writes.acts(Action.UPDATE, target);
      // The names of what is assigned are the target's alone.
      writes.set(sets, target, scope);
    }
    resolver.conditions().any(where, scope);
  }

  /** Whether a row was there already tells about the columns that decide it. */
  private void conflictTarget(@Nullable InsertConflictTarget conflict, Source target, Scope scope) {
    if (conflict == null) {
      return;
    }
    if (conflict.getIndexElements() != null) {
      for (ColumnParams element : conflict.getIndexElements()) {
        resolver.conditions().any(element.getExpression(), scope);
        if (element.getColumnName() != null) {
          Field field = writes.column(target.fields(), new Column(element.getColumnName()));
          resolver.ledger().condition(field.flow());
        }
      }
    }
    resolver.conditions().any(conflict.getWhereExpression(), scope);
  }
}
