package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A relation of the catalog, with its columns in the order that {@code *} has. */
public sealed interface Relation {

  /** Its name as the catalog spells it. */
  Resource.Table table();

  /** Column names as the catalog spells them. */
  List<String> columns();

  /** Whether the database does something else instead of, or beside, what is written to it. */
  boolean isRewritten();

  <R> R fold(Function<BaseTable, R> base, Function<View, R> view);

  /**
   * A table, or anything else whose columns are their own origin.
   *
   * @param kin tables that it inherits from or that inherit from it: their rows are its rows, or
   *     the other way round, in columns of the same name
   * @param computed the expression of each column that the table computes from its others; empty
   *     when the database does not show it
   * @param isRewritten whether a rule makes something else of what is written to it
   */
  record BaseTable(
      Resource.Table table,
      List<String> columns,
      Set<Resource.Table> kin,
      Map<String, String> computed,
      boolean isRewritten)
      implements Relation {
    public BaseTable {
      requireNonNull(table);
      columns = List.copyOf(columns);
      kin = Set.copyOf(kin);
      computed = Map.copyOf(computed);
    }

    /** A table without kin, whose columns hold what is written into them. */
    public BaseTable(Resource.Table table, List<String> columns) {
      this(table, columns, Set.of(), Map.of(), false);
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
   * @param isRewritten whether a rule makes something else of what is written to it
   */
  record View(Resource.Table table, List<String> columns, String definition, boolean isRewritten)
      implements Relation {
    public View {
      requireNonNull(table);
      columns = List.copyOf(columns);
      requireNonNull(definition);
    }

    /** A view that is written to, if it can be, through its definition. */
    public View(Resource.Table table, List<String> columns, String definition) {
      this(table, columns, definition, false);
    }

    @Override
    public <R> R fold(Function<BaseTable, R> base, Function<View, R> view) {
      return view.apply(this);
    }
  }
}
