package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import org.jspecify.annotations.Nullable;

/** The names that an expression can see: its own FROM, then those around it, and the WITH list. */
final class Scope {

  private final @Nullable Scope outer;
  private final Rows rows;
  private final Map<String, WithTable> withTables;

  /** Named windows of this SELECT. */
  private final Map<String, Flow> windows;

  /** Output columns so far: MySQL lets subqueries see them, ORDER BY and its like may too. */
  private final List<Field> outputs;

  private final boolean seesOutputs;
  private final boolean filtered;

  private Scope(@Nullable Scope outer, Rows rows) {
    this.outer = outer;
    this.rows = rows;
    withTables = new HashMap<>();
    windows = new HashMap<>();
    outputs = new ArrayList<>();
    seesOutputs = false;
    filtered = outer != null && outer.filtered;
  }

  private Scope(Scope same, boolean seesOutputs, boolean filtered) {
    outer = same.outer;
    rows = same.rows;
    withTables = same.withTables;
    windows = same.windows;
    outputs = same.outputs;
    this.seesOutputs = seesOutputs;
    this.filtered = filtered;
  }

  static Scope empty() {
    return new Scope(null, Rows.NONE);
  }

  Scope inner(Rows innerRows) {
    return new Scope(this, innerRows);
  }

  /** The same names, for what stands in one SELECT, UPDATE or DELETE with a condition. */
  Scope filteredBy(@Nullable Expression condition) {
    return condition == null ? this : new Scope(this, seesOutputs, true);
  }

  /** Whether a condition is around what stands here. */
  boolean isFiltered() {
    return filtered;
  }

  /** As GROUP BY, HAVING and ORDER BY see it: a bare name may be an output column as well. */
  Scope afterSelect() {
    return new Scope(this, true, filtered);
  }

  boolean seesOutputs() {
    return seesOutputs;
  }

  @Nullable Scope outer() {
    return outer;
  }

  Rows rows() {
    return rows;
  }

  void define(String name, WithTable table) {
    withTables.put(name, table);
  }

  /** The name means again what it means around. */
  void forget(String name) {
    withTables.remove(name);
  }

  Optional<WithTable> withTable(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      WithTable table = scope.withTables.get(name);
      if (table != null) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  void defineWindow(String name, Flow flow) {
    windows.put(name, flow);
  }

  Flow window(String name) {
    Flow flow = windows.get(name);
    if (flow == null) {
      throw NotProvenException.of("the window %s is not defined", name);
    }
    return flow;
  }

  void output(Field field) {
    outputs.add(field);
  }

  List<Field> outputs() {
    return outputs;
  }
}
