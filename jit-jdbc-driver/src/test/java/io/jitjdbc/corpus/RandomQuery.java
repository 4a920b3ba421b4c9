package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Composes queries that nest, join, group, order and hide each other's names. */
final class RandomQuery implements RandomExpression.Subqueries {
  /** Few names, so that one often hides another. */
  private static final List<String> NAMES =
      List.of("id", "name", "ssn", "email", "total", "x", "v", "salary");

  private static final List<String> OWN = List.of("w", "w2");

  /** H2 takes the table rather than the result of WITH that has its name. */
  private static final List<String> HIDING = List.of("w", "w2", "orders", "newsletter");

  private static final List<String> KINDS = List.of("text", "text", "number", "number", "date");

  private final DatabaseProduct product;
  private final Choices choices;
  private final RandomExpression expressions;
  private final RandomSource sources;
  private Scope scope = Scope.EMPTY;

  RandomQuery(DatabaseProduct product, Choices choices) {
    this.product = product;
    this.choices = choices;
    this.expressions = new RandomExpression(product, choices, this);
    this.sources = new RandomSource(product, choices, this);
  }

  RandomExpression expressions() {
    return expressions;
  }

  List<String> kinds() {
    return IntStream.range(0, choices.upTo(3)).mapToObj(i -> choices.pick(KINDS)).toList();
  }

  /** One with an order and a limit now and then. */
  Source whole(int depth) {
    Source query = query(kinds(), depth, Scope.EMPTY);
    return new Source(query.sql() + order(query.fields()), "", query.fields());
  }

  /** A query with columns of such kinds. */
  Source query(List<String> kinds, int depth, Scope around) {
    if (depth > 0 && choices.chance(4)) {
      return with(kinds, depth, around);
    }
    return body(kinds, depth, around);
  }

  private Source body(List<String> kinds, int depth, Scope around) {
    Source first = select(kinds, depth, around);
    if (!choices.chance(6)) {
      return first;
    }
    String operator = choices.pick(List.of(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT "));
    Source second = select(kinds, depth, around);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Field left = first.fields().get(i);
      boolean isMasked = left.isMasked() || second.fields().get(i).isMasked();
      fields.add(new Field(left.name(), left.kind(), isMasked));
    }
    return new Source(first.sql() + operator + second.sql(), "", fields);
  }

  private Source with(List<String> kinds, int depth, Scope around) {
    Source inner = query(kinds(), depth - 1, around);
    String name = choices.pick(product == DatabaseProduct.H2 ? OWN : HIDING);
    List<Field> fields = inner.fields();
    String list = "";
    if (choices.chance(2)) {
      fields = renamed(fields);
      list = list(fields);
    }
    Source query = body(kinds, depth - 1, around.with(new Source(name, name, fields)));
    String text = "WITH " + name + list + " AS (" + inner.sql() + ") " + query.sql();
    return new Source(text, "", query.fields());
  }

  List<Field> renamed(List<Field> fields) {
    List<String> names = names(fields.size());
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Field(names.get(i), fields.get(i).kind(), fields.get(i).isMasked()))
        .toList();
  }

  String list(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(", ", "(", ")"));
  }

  private List<String> names(int width) {
    List<String> left = new ArrayList<>(NAMES);
    return IntStream.range(0, width)
        .mapToObj(
            i -> {
              String name = choices.pick(left);
              left.remove(name);
              return name;
            })
        .toList();
  }

  private Source select(List<String> kinds, int depth, Scope around) {
    Scope before = scope;
    RandomSource.From from = sources.from(depth, around);
    List<Source> inSight = new ArrayList<>(from.rows());
    inSight.addAll(around.outer());
    scope = around;
    Source made = choices.chance(5) ? grouped(kinds, from, inSight) : plain(kinds, from, inSight);
    scope = before;
    return made;
  }

  private Source plain(List<String> kinds, RandomSource.From from, List<Source> inSight) {
    boolean isDistinct = choices.chance(8);
    boolean before = choices.mayTakeMasked();
    if (isDistinct) {
      choices.beCareful();
    }
    Source outputs =
        outputs(kinds, kind -> choices.chance(6) ? window(kind, inSight) : value(kind, inSight));
    choices.goOn(before);
    String start = isDistinct ? "SELECT DISTINCT " : "SELECT ";
    String text = start + outputs.sql() + " FROM " + from.sql() + where(inSight);
    return new Source(text, "", outputs.fields());
  }

  private Source grouped(List<String> kinds, RandomSource.From from, List<Source> inSight) {
    boolean before = choices.beCareful();
    List<String> keys = kinds.stream().map(kind -> expressions.of(kind, from.rows(), 1)).toList();
    choices.goOn(before);
    String by = choices.chance(3) ? "" : keys.get(0);
    Source outputs =
        outputs(
            kinds,
            kind ->
                !by.isEmpty() && kind.equals(kinds.get(0)) && choices.chance(2)
                    ? by
                    : expressions.template("total-" + kind, inSight, 2));
    String groups = by.isEmpty() ? "" : " GROUP BY " + by;
    String having = choices.chance(4) ? " HAVING COUNT(*) > 0" : "";
    String text =
        "SELECT " + outputs.sql() + " FROM " + from.sql() + where(inSight) + groups + having;
    return new Source(text, "", outputs.fields());
  }

  @FunctionalInterface
  private interface Output {
    String of(String kind);
  }

  private Source outputs(List<String> kinds, Output output) {
    List<Field> fields = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<String> names = names(kinds.size());
    for (int i = 0; i < kinds.size(); i++) {
      int before = choices.taken();
      texts.add(output.of(kinds.get(i)) + " AS " + names.get(i));
      fields.add(new Field(names.get(i), kinds.get(i), choices.taken() > before));
    }
    return new Source(String.join(", ", texts), "", fields);
  }

  private String value(String kind, List<Source> inSight) {
    return expressions.of(kind, inSight, 2);
  }

  private String window(String kind, List<Source> inSight) {
    return kind.equals("date")
        ? value(kind, inSight)
        : expressions.template("window-" + kind, inSight, 2);
  }

  private String where(List<Source> inSight) {
    return choices.chance(3) ? " WHERE " + condition(inSight) : "";
  }

  /** One that asks for no masked value. */
  String condition(List<Source> inSight) {
    boolean before = choices.beCareful();
    String condition = expressions.of("bool", inSight, 2);
    choices.goOn(before);
    return condition;
  }

  private String order(List<Field> fields) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isMasked() || choices.chance(20)) {
        keys.add((i + 1) + (choices.chance(3) ? " DESC" : ""));
      }
    }
    boolean isOrdered = !keys.isEmpty() && choices.chance(2);
    String limit =
        choices.pick(
            List.of("", "", "", " LIMIT 2", " LIMIT 2 OFFSET 1", " FETCH FIRST 2 ROWS ONLY"));
    boolean isTotal = keys.size() == fields.size();
    return (isOrdered ? " ORDER BY " + String.join(", ", keys) : "")
        + (isOrdered && isTotal ? limit : "");
  }

  @Override
  public String scalar(String kind, List<Source> outer, int depth) {
    RandomSource.From from = sources.from(depth - 1, scope.inside(outer));
    List<Source> inSight = new ArrayList<>(from.rows());
    inSight.addAll(outer);
    String value = expressions.of(kind, from.rows(), depth - 1);
    String total = kind.equals("json") ? "COUNT" : "MAX";
    String where = " WHERE " + condition(inSight);
    return "(SELECT " + total + "(" + value + ") FROM " + from.sql() + where + ")";
  }

  @Override
  public String exists(List<Source> outer, int depth) {
    RandomSource.From from = sources.from(depth - 1, scope.inside(outer));
    List<Source> inSight = new ArrayList<>(from.rows());
    inSight.addAll(outer);
    String not = choices.chance(3) ? "NOT " : "";
    return not + "EXISTS (SELECT 1 FROM " + from.sql() + " WHERE " + condition(inSight) + ")";
  }

  DatabaseProduct product() {
    return product;
  }
}
