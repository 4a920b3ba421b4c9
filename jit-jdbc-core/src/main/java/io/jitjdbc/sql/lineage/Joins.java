package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;

/** Joins two sides; every column that decides which rows meet is a condition. */
final class Joins {

  private final Resolver resolver;

  Joins(Resolver resolver) {
    this.resolver = resolver;
  }

  Rows join(Rows left, Rows right, Join join, Scope around) {
    NotProvenException.refuseIf(
        join.isApply()
            || join.isAsOf()
            || join.isSemi()
            || join.isAny()
            || join.isAll()
            || join.isArray()
            || join.isGlobal()
            || join.isFetch()
            || join.isWindowJoin(),
        "this kind of join");
    Rows both = left.cross(right);
    Scope scope = around.inner(both);
    for (Expression on : join.getOnExpressions()) {
      resolver.conditions().any(on, scope);
    }
    Set<String> merged = mergedNames(left, right, join);
    return merged.isEmpty() ? both : merged(left, right, merged, join);
  }

  private Set<String> mergedNames(Rows left, Rows right, Join join) {
    Set<String> merged = new LinkedHashSet<>();
    for (Column column : join.getUsingColumns()) {
      merged.add(resolver.names().fold(column.getColumnName()));
    }
    if (join.isNatural()) {
      NotProvenException.refuseIf(
          hasUncertainNames(left) || hasUncertainNames(right), "a natural join here");
      for (Field field : left.star()) {
        if (right.star().stream().anyMatch(other -> other.isNamed(field.name()))) {
          merged.add(field.name());
        }
      }
    }
    return merged;
  }

  private static boolean hasUncertainNames(Rows rows) {
    return rows.hasOpenSource() || rows.star().stream().anyMatch(Field::isUnnamed);
  }

  /** Merged columns come first; which of both a join shows depends on its kind, so it is both. */
  private Rows merged(Rows left, Rows right, Set<String> names, Join join) {
    List<Field> star = new ArrayList<>();
    for (String name : names) {
      star.add(merged(named(left, name), named(right, name)));
    }
    left.star().stream().filter(field -> !names.contains(field.name())).forEach(star::add);
    right.star().stream().filter(field -> !names.contains(field.name())).forEach(star::add);
    boolean two = left.sources().size() == 1 && right.sources().size() == 1;
    boolean certain = resolver.names().isPostgres() || (two && !join.isRight() && !join.isFull());
    return new Rows(
        Rows.concat(left.sources(), right.sources()),
        star,
        certain && left.starOrderIsCertain() && right.starOrderIsCertain());
  }

  private Field merged(List<Field> left, List<Field> right) {
    Field first = left.get(0);
    Flow flow = first.flow();
    for (Field field : Rows.concat(left, right)) {
      resolver.ledger().read(field);
      resolver.ledger().condition(field.flow());
      flow = flow.or(field.flow());
    }
    return first.withFlow(flow);
  }

  private List<Field> named(Rows rows, String name) {
    List<Field> named = rows.star().stream().filter(field -> field.isNamed(name)).toList();
    NotProvenException.refuseIf(
        named.isEmpty() || rows.hasOpenSource(), "the joined column " + name);
    return named;
  }
}
