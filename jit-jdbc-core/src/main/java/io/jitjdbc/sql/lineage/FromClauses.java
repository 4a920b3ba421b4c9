package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** FROM: what each item yields and how they are joined. */
final class FromClauses {

  /** What reads one class of FROM item; {@code outer} has no sibling, {@code visible} has. */
  private interface Reader<T> {
    Rows rows(T item, Scope outer, Scope visible);
  }

  private final Map<Class<?>, Reader<FromItem>> readers = new HashMap<>();
  private final Resolver resolver;
  private final Joins joins;

  FromClauses(Resolver resolver) {
    this.resolver = resolver;
    joins = new Joins(resolver);
    reader(Table.class, (table, outer, visible) -> table(table, outer));
    reader(ParenthesedSelect.class, (select, outer, visible) -> derived(select, outer));
    reader(LateralSubSelect.class, (select, outer, visible) -> derived(select, visible));
    reader(ParenthesedFromItem.class, this::parenthesis);
    reader(Values.class, (values, outer, visible) -> values(values, outer));
    FromFunctions functions = new FromFunctions(resolver);
    reader(TableFunction.class, (call, outer, visible) -> functions.rows(call, visible));
  }

  private <T extends FromItem> void reader(Class<T> type, Reader<T> reader) {
    readers.put(type, (item, outer, visible) -> reader.rows(type.cast(item), outer, visible));
  }

  Set<Class<?>> supported() {
    return Set.copyOf(readers.keySet());
  }

  /** The whole clause; conditions of joins are recorded. */
  Rows rows(@Nullable FromItem first, @Nullable List<Join> more, Scope outer) {
    if (first == null) {
      return Rows.NONE;
    }
    return joined(item(first, outer, outer.inner(Rows.NONE)), more, outer, outer);
  }

  /** More items beside rows that are there already, as in UPDATE … FROM. */
  Rows joined(Rows left, @Nullable List<Join> more, Scope outer, Scope around) {
    Rows rows = left;
    for (Join join : more == null ? List.<Join>of() : more) {
      Rows right = item(join.getFromItem(), outer, around.inner(rows));
      rows = joins.join(rows, right, join, around);
    }
    return rows;
  }

  Rows item(FromItem item, Scope outer, Scope visible) {
    NotProvenException.refuseIf(item.getPivot() != null || item.getUnPivot() != null, "PIVOT");
    Reader<FromItem> reader = readers.get(item.getClass());
    if (reader == null) {
      throw NotProvenException.of("%s in FROM is not supported", item.getClass().getSimpleName());
    }
    return reader.rows(item, outer, visible);
  }

  private Rows table(Table table, Scope scope) {
    Source source = resolver.tables().source(table, scope);
    return Rows.of(aliased(source, table.getAlias()));
  }

  private Rows derived(ParenthesedSelect select, Scope scope) {
    List<Field> fields = resolver.queries().query(select, scope);
    return Rows.of(aliased(Source.closed("", fields), select.getAlias()));
  }

  private Rows values(Values values, Scope scope) {
    List<Field> fields = resolver.queries().query(values, scope);
    return Rows.of(aliased(Source.closed("", fields), values.getAlias()));
  }

  private Rows parenthesis(ParenthesedFromItem item, Scope outer, Scope visible) {
    Rows first = item(item.getFromItem(), outer, visible);
    Rows rows = joined(first, item.getJoins(), outer, visible);
    if (item.getAlias() == null) {
      return rows;
    }
    NotProvenException.refuseIf(
        rows.hasOpenSource() || !rows.starOrderIsCertain(), "an alias of these joins");
    return Rows.of(aliased(Source.closed("", rows.star()), item.getAlias()));
  }

  /** The alias hides the table's own name, and its list renames columns by position. */
  Source aliased(Source source, @Nullable Alias alias) {
    if (alias == null) {
      return source;
    }
    List<Field> fields = new ArrayList<>(source.fields());
    List<Alias.AliasColumn> renamed =
        alias.getAliasColumns() == null ? List.of() : alias.getAliasColumns();
    NotProvenException.refuseIf(renamed.size() > fields.size(), "a list of too many columns");
    for (int i = 0; i < renamed.size(); i++) {
      fields.set(i, renamed(fields.get(i), renamed.get(i).name));
    }
    return source.renamed(resolver.names().alias(alias.getName()), fields);
  }

  Field renamed(Field field, String written) {
    return field.named(resolver.names().fold(written), resolver.names().label(written));
  }
}
