package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.ArrayList;
import java.util.List;

/** Composes FROM clauses: tables, views, results of WITH, nested queries, and joins of them. */
final class RandomSource {
  private final DatabaseProduct product;
  private final Choices choices;
  private final RandomQuery queries;
  private int aliases;

  RandomSource(DatabaseProduct product, Choices choices, RandomQuery queries) {
    this.product = product;
    this.choices = choices;
    this.queries = queries;
  }

  /** A FROM clause and the rows that it brings into sight. */
  record From(String sql, List<Source> rows) {}

  From from(int depth, Scope scope) {
    Source first = source(depth, scope, List.of());
    var sql = new StringBuilder(first.sql());
    List<Source> rows = new ArrayList<>(List.of(first));
    int more = choices.chance(2) ? 0 : choices.upTo(2);
    for (int i = 0; i < more; i++) {
      join(source(depth, scope, rows), sql, rows);
    }
    return new From(sql.toString(), rows);
  }

  private void join(Source next, StringBuilder sql, List<Source> rows) {
    Source left = rows.get(rows.size() - 1);
    rows.add(next);
    if (next.sql().startsWith("LATERAL")) {
      sql.append(" CROSS JOIN ").append(next.sql());
      return;
    }
    switch (choices.upTo(6)) {
      case 1 -> sql.append(" CROSS JOIN ").append(next.sql());
      case 2 -> sql.append(" LEFT JOIN ").append(next.sql()).append(" ON 1 = 1");
      case 3 -> sql.append(" JOIN ").append(next.sql()).append(using(left, next));
      default -> {
        String kind =
            choices.pick(List.of(" JOIN ", " INNER JOIN ", " LEFT JOIN ", " RIGHT JOIN "));
        sql.append(kind).append(next.sql()).append(" ON ").append(equal(left, next));
      }
    }
  }

  private String using(Source left, Source right) {
    List<String> common =
        left.fields().stream()
            .filter(field -> !field.isMasked() && right.fields().contains(field))
            .map(Field::name)
            .toList();
    return common.isEmpty()
        ? " ON " + queries.condition(List.of(left, right))
        : " USING (" + choices.pick(common) + ")";
  }

  private String equal(Source left, Source right) {
    boolean before = choices.beCareful();
    RandomExpression expressions = queries.expressions();
    String text =
        expressions.of("number", List.of(left), 0)
            + " = "
            + expressions.of("number", List.of(right), 0);
    choices.goOn(before);
    return text;
  }

  private Source source(int depth, Scope scope, List<Source> before) {
    if (depth > 0 && choices.chance(3)) {
      return nested(depth, scope, before);
    }
    if (!scope.named().isEmpty() && choices.chance(2)) {
      return choices.pick(scope.named().stream().map(scope::resolve).toList()).as(alias());
    }
    Source table = scope.resolve(choices.pick(FixtureTables.of(product)));
    boolean isNamed = before.stream().anyMatch(other -> other.alias().equals(table.alias()));
    return isNamed || !before.isEmpty() || choices.chance(2) ? table.as(alias()) : table;
  }

  private Source nested(int depth, Scope scope, List<Source> before) {
    boolean isLateral =
        product == DatabaseProduct.POSTGRESQL && !before.isEmpty() && choices.chance(3);
    List<Source> outer = isLateral ? List.copyOf(before) : List.of();
    Source inner = queries.query(queries.kinds(), depth - 1, scope.inside(outer));
    String alias = alias();
    String text = (isLateral ? "LATERAL " : "") + "(" + inner.sql() + ") AS " + alias;
    if (product == DatabaseProduct.MARIADB || choices.chance(2)) {
      return new Source(text, alias, inner.fields());
    }
    List<Field> fields = queries.renamed(inner.fields());
    return new Source(text + queries.list(fields), alias, fields);
  }

  /** Numbered, for it may stand anywhere; some are close to a table's name. */
  private String alias() {
    return choices.pick(List.of("t", "c", "customers", "orders")) + aliases++;
  }
}
