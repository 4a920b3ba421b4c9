package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.List;

/** A query or a write over the fixture, composed at random. */
final class RandomStatement {
  private static final int DEEPEST = 2;

  private final Choices choices;
  private final RandomQuery queries;
  private final RandomExpression expressions;

  private RandomStatement(DatabaseProduct product, long seed) {
    choices = new Choices(seed);
    queries = new RandomQuery(product, choices);
    expressions = queries.expressions();
  }

  /** The same one for the same seed. */
  static GeneratedStatement of(DatabaseProduct product, long seed) {
    return new RandomStatement(product, seed).make();
  }

  private GeneratedStatement make() {
    if (choices.chance(10)) {
      String sql = write();
      return new GeneratedStatement(sql, choices.taken() == 0, List.of());
    }
    Source made = queries.whole(DEEPEST);
    return new GeneratedStatement(made.sql(), choices.taken() == 0, made.fields());
  }

  private String write() {
    return switch (choices.upTo(4)) {
      case 1 ->
          "INSERT INTO scratch(id, data) "
              + queries.query(List.of("number", "text"), 1, Scope.EMPTY).sql();
      case 2 -> update(FixtureTables.ORDERS, "total", "number");
      case 3 -> update(FixtureTables.CUSTOMERS, "name", "text");
      default -> "DELETE FROM newsletter" + where(FixtureTables.NEWSLETTER);
    };
  }

  private String update(Source table, String column, String kind) {
    String value = expressions.of(kind, List.of(table), 2);
    return "UPDATE " + table.sql() + " SET " + column + " = " + value + where(table);
  }

  private String where(Source table) {
    boolean before = choices.beCareful();
    String condition = expressions.of("bool", List.of(table), 2);
    choices.goOn(before);
    return choices.chance(4) ? "" : " WHERE " + condition;
  }
}
