package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.lineage.NotProvenException.refuseIf;

import io.jitjdbc.access.Action;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** UPDATE and DELETE, with the rows of other tables beside those of the target. */
final class Updates {

  private final Resolver resolver;
  private final Writes writes;

  Updates(Resolver resolver) {
    this.resolver = resolver;
    writes = resolver.writes();
  }

  List<Field> update(Update update, Scope outer) {
    refuseIf(
        update.getOutputClause() != null
            || update.getForPortionClause() != null
            || update.getPreferringClause() != null
            || update.getOption() != null,
        "this form of UPDATE");
    Scope around = around(update.getWithItemsList(), update.getWhere(), outer);
    Source target = writes.target(update.getTable(), Action.UPDATE);
    FromClauses from = resolver.fromClauses();
    Rows rows = from.joined(Rows.of(target), update.getStartJoins(), around, around);
    if (update.getFromItem() != null) {
      rows = rows.cross(from.item(update.getFromItem(), around, around.inner(rows)));
    }
    rows = from.joined(rows, update.getJoins(), around, around);
    Scope scope = around.inner(rows);
    writes.setJoined(update.getUpdateSets(), target, scope);
    resolver.conditions().where(update.getWhere(), scope);
    ends(update.getOrderByElements(), update.getLimit(), scope);
    return writes.returning(update.getReturningClause(), scope);
  }

  List<Field> delete(Delete delete, Scope outer) {
    refuseIf(
        delete.getOutputClause() != null
            || delete.getForPortionClause() != null
            || delete.getPreferringClause() != null
            || delete.getOption() != null,
        "this form of DELETE");
    Scope around = around(delete.getWithItemsList(), delete.getWhere(), outer);
    boolean several = delete.getTables() != null && !delete.getTables().isEmpty();
    FromClauses from = resolver.fromClauses();
    Rows rows =
        several
            ? from.item(delete.getTable(), around, around)
            : Rows.of(writes.target(delete.getTable(), Action.DELETE));
    for (FromItem item : using(delete)) {
      rows = rows.cross(from.item(item, around, around.inner(rows)));
    }
    rows = from.joined(rows, delete.getJoins(), around, around);
    Scope scope = around.inner(rows);
    if (several) {
      delete.getTables().forEach(table -> deleted(table, scope));
    }
    resolver.conditions().where(delete.getWhere(), scope);
    ends(delete.getOrderByElements(), delete.getLimit(), scope);
    return writes.returning(delete.getReturningClause(), scope);
  }

  /** Where the rows are looked for: all of them, if there is no condition. */
  private Scope around(@Nullable List<WithItem<?>> items, @Nullable Expression where, Scope outer) {
    if (where == null) {
      resolver.ledger().whole();
    }
    return resolver.queries().withLists().define(items, outer).filteredBy(where);
  }

  private static List<FromItem> using(Delete delete) {
    List<FromItem> items = delete.getUsingFromItemList();
    return items == null ? List.of() : items;
  }

  /** In MySQL the list before FROM names which of the joined tables lose rows. */
  private void deleted(Table table, Scope scope) {
    String alias = resolver.names().alias(table.getName());
    Source source =
        resolver
            .columns()
            .source(alias, "", scope)
            .orElseThrow(() -> NotProvenException.of("nothing here is called %s", alias));
    resolver.ledger().writes();
    writes.acts(Action.DELETE, source);
  }

  private void ends(@Nullable List<OrderByElement> order, @Nullable Limit limit, Scope scope) {
    resolver.queries().order(order, scope);
    if (limit != null) {
      resolver.ledger().limited();
      resolver.conditions().any(limit.getRowCount(), scope);
      resolver.conditions().any(limit.getOffset(), scope);
    }
  }
}
