package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.lineage.NotProvenException.refuseIf;

import io.jitjdbc.access.Action;
import io.jitjdbc.sql.Reference.Usage;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
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
    assigned(insert.getColumns(), insert.getSetUpdateSets(), target);
    inserted(insert.getSelect(), scope);
    if (insert.getSetUpdateSets() != null) {
      insert.getSetUpdateSets().forEach(set -> writes.written(set.getValues(), scope));
    }
    Rows given = Rows.of(target);
    Scope conflict = scope.inner(given.cross(proposed(target, insert)));
    conflict(insert, target, conflict);
    return writes.returning(insert.getReturningClause(), scope.inner(given));
  }

  List<Field> replace(Upsert upsert, Scope scope) {
    UpsertType type = upsert.getUpsertType();
    refuseIf(type != UpsertType.REPLACE && type != UpsertType.REPLACE_SET, "this form of upsert");
    refuseIf(upsert.getDuplicateAction() != null, "REPLACE with an action");
    Source target = writes.target(upsert.getTable(), Action.INSERT);
    writes.acts(Action.DELETE, target);
    writes.overwrites(target);
    assigned(upsert.getColumns(), upsert.getUpdateSets(), target);
    inserted(upsert.getSelect(), scope);
    ExpressionList<?> values = upsert.getExpressions();
    writes.written(values, scope);
    if (upsert.getUpdateSets() != null) {
      upsert.getUpdateSets().forEach(set -> writes.written(set.getValues(), scope));
    }
    return List.of();
  }

  /** Without a list of columns, every column is meant. */
  private void assigned(
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
  }

  private void inserted(@Nullable Select select, Scope scope) {
    if (select != null) {
      resolver
          .queries()
          .query(select, scope)
          .forEach(field -> resolver.ledger().written(field.flow()));
    }
  }

  /**
   * The row that was to be inserted: what flows into it was recorded as written already. Only where
   * no table of the statement could carry its name: MySQL lets the update see those of a SELECT.
   */
  private Rows proposed(Source target, Insert insert) {
    Alias alias = insert.getRowAlias();
    boolean given = insert.getSelect() == null || insert.getSelect() instanceof Values;
    refuseIf(alias != null && !given, "an alias of the selected rows");
    if (alias == null && !resolver.names().isPostgres()) {
      return Rows.NONE;
    }
    List<Field> fields =
        target.fields().stream()
            .map(field -> Field.computed(field.name(), field.label(), Flow.CONSTANT))
            .toList();
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
