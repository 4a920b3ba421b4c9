package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.lineage.NotProvenException.refuseIf;

import io.jitjdbc.access.Action;
import io.jitjdbc.sql.Reference.Usage;
import java.util.List;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;

/** MERGE: the sum of its branches. */
final class Merges {

  private final Resolver resolver;
  private final Writes writes;

  Merges(Resolver resolver) {
    this.resolver = resolver;
    writes = resolver.writes();
  }

  List<Field> merge(Merge merge, Scope outer) {
    refuseIf(merge.getOutputClause() != null || merge.getOption() != null, "this form of MERGE");
    refuseIf(merge.getFromItem() == null, "MERGE without a source");
    Scope around = resolver.queries().withLists().define(merge.getWithItemsList(), outer);
    resolver.ledger().writes();
    Source target =
        resolver
            .fromClauses()
            .aliased(resolver.tables().target(merge.getTable()), merge.getTable().getAlias());
    Rows source = resolver.fromClauses().item(merge.getFromItem(), around, around);
    Rows both = Rows.of(target).cross(source);
    // Products disagree on which side comes first in RETURNING *.
    Scope scope = around.inner(new Rows(both.sources(), both.star(), false));
    resolver.conditions().any(merge.getOnCondition(), scope);
    merge.getOperations().forEach(operation -> operation(operation, target, scope));
    return writes.returning(merge.getReturningClause(), scope);
  }

  private void operation(MergeOperation operation, Source target, Scope scope) {
    if (operation instanceof MergeInsert insert) {
      insert(insert, target, scope);
    } else if (operation instanceof MergeUpdate update) {
      writes.acts(Action.UPDATE, target);
      writes.set(update.getUpdateSets(), target, scope);
      resolver.conditions().any(update.getAndPredicate(), scope);
      resolver.conditions().any(update.getWhereCondition(), scope);
      refuseIf(update.getDeleteWhereCondition() != null, "DELETE WHERE in MERGE");
    } else if (operation instanceof MergeDelete delete) {
      writes.acts(Action.DELETE, target);
      resolver.conditions().any(delete.getAndPredicate(), scope);
    } else {
      throw new NotProvenException("this branch of MERGE is not supported");
    }
  }

  private void insert(MergeInsert insert, Source target, Scope scope) {
    writes.acts(Action.INSERT, target);
    List<Column> columns = insert.getColumns() == null ? List.of() : insert.getColumns();
    List<Field> assigned =
        columns.isEmpty()
            ? target.fields()
            : columns.stream().map(column -> writes.column(target.fields(), column)).toList();
    assigned.forEach(field -> writes.assign(field, Action.INSERT, Usage.INSERT_TARGET));
    writes.copied(writes.flows(insert.getValues(), assigned.size(), scope), assigned);
    resolver.conditions().any(insert.getAndPredicate(), scope);
    resolver.conditions().any(insert.getWhereCondition(), scope);
  }
}
