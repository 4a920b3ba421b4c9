package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Composes expressions over the columns in sight. */
final class RandomExpression {
  private static final Pattern HOLE = Pattern.compile("\\{(=?)([a-z]+)(?::([a-z]+))?\\}");

  private final DatabaseProduct product;
  private final ExpressionGrammar grammar;
  private final Choices choices;
  private final Subqueries subqueries;

  RandomExpression(DatabaseProduct product, Choices choices, Subqueries subqueries) {
    this.product = product;
    this.grammar = ExpressionGrammar.of(product);
    this.choices = choices;
    this.subqueries = subqueries;
  }

  /** Queries inside of expressions. */
  interface Subqueries {
    String scalar(String kind, List<Source> outer, int depth);

    String exists(List<Source> outer, int depth);
  }

  /** One from a template, or just a column. */
  String of(String kind, List<Source> inSight, int depth) {
    boolean isLeaf = depth <= 0 || (!kind.contains("-") && choices.chance(2));
    return isLeaf ? leaf(kind, inSight) : template(kind, inSight, depth - 1);
  }

  String template(String kind, List<Source> inSight, int depth) {
    Matcher hole = HOLE.matcher(choices.pick(grammar.of(kind)));
    var text = new StringBuilder();
    while (hole.find()) {
      boolean before = choices.mayTakeMasked();
      if (!hole.group(1).isEmpty()) {
        choices.beCareful();
      }
      String filled = filled(hole.group(2), hole.group(3), inSight, depth);
      choices.goOn(before);
      hole.appendReplacement(text, Matcher.quoteReplacement(filled));
    }
    return hole.appendTail(text).toString();
  }

  private String filled(String what, String kind, List<Source> inSight, int depth) {
    return switch (what) {
      case "scalar" -> depth > 0 ? subqueries.scalar(kind, inSight, depth) : leaf(kind, inSight);
      case "exists" -> depth > 0 ? subqueries.exists(inSight, depth) : "1 = 1";
      default -> of(what, inSight, depth);
    };
  }

  private String leaf(String kind, List<Source> inSight) {
    if (kind.equals("bool")) {
      return leaf("number", inSight) + (choices.chance(2) ? " > 1" : " IS NOT NULL");
    }
    List<Column> columns = columns(kind, inSight);
    List<Column> masked = columns.stream().filter(column -> column.field().isMasked()).toList();
    if (columns.isEmpty() || choices.chance(10)) {
      return literal(kind);
    }
    Column column = choices.pick(masked.isEmpty() || choices.chance(2) ? columns : masked);
    choices.take(column.field());
    return column.source().alias() + "." + column.field().name();
  }

  private record Column(Source source, Field field) {}

  private List<Column> columns(String kind, List<Source> inSight) {
    return inSight.stream()
        .flatMap(source -> source.fields().stream().map(field -> new Column(source, field)))
        .filter(column -> column.field().kind().equals(kind))
        .filter(column -> choices.mayTakeMasked() || !column.field().isMasked())
        .toList();
  }

  private String literal(String kind) {
    return switch (kind) {
      case "number" -> choices.pick(List.of("1", "2", "7", "0.5"));
      case "date" -> "DATE '2001-02-03'";
      case "json" ->
          switch (product) {
            case H2 -> "JSON '{\"diag\":\"none\"}'";
            case POSTGRESQL -> "'{\"diag\":\"none\"}'::jsonb";
            case MARIADB, MYSQL -> "'{\"diag\":\"none\"}'";
          };
      default -> choices.pick(List.of("'x'", "'Alice Adams'", "'it''s'", "''"));
    };
  }
}
