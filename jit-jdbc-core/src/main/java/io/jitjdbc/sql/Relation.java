package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource;
import java.util.List;
import java.util.function.Function;

/** A relation of the catalog, with its columns in the order that {@code *} has. */
public sealed interface Relation {

  /** Its name as the catalog spells it. */
  Resource.Table table();

  /** Column names as the catalog spells them. */
  List<String> columns();

  <R> R fold(Function<BaseTable, R> base, Function<View, R> view);

  /** A table, a materialised view, or anything else whose columns are their own origin. */
  record BaseTable(Resource.Table table, List<String> columns) implements Relation {
    public BaseTable {
      requireNonNull(table);
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R fold(Function<BaseTable, R> base, Function<View, R> view) {
      return base.apply(this);
    }
  }

  /**
   * A view, to be read through.
   *
   * @param definition the query behind it; empty when the database does not show it, and then every
   *     column's origin is unknown
   */
  record View(Resource.Table table, List<String> columns, String definition) implements Relation {
    public View {
      requireNonNull(table);
      columns = List.copyOf(columns);
      requireNonNull(definition);
    }

    @Override
    public <R> R fold(Function<BaseTable, R> base, Function<View, R> view) {
      return view.apply(this);
    }
  }
}
