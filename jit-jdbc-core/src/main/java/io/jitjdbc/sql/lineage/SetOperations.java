package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;

/** UNION and its like, column by column. */
final class SetOperations {

  private final Resolver resolver;

  SetOperations(Resolver resolver) {
    this.resolver = resolver;
  }

  List<Field> fields(SetOperationList list, Scope scope) {
    NotProvenException.refuseIf(list.getSampleClause() != null, "SAMPLE");
    List<Field> fields = List.of();
    boolean compares = list.getOperations().stream().anyMatch(SetOperations::comparesRows);
    for (Select arm : list.getSelects()) {
      List<Field> more = resolver.queries().query(arm, scope);
      if (compares) {
        more.forEach(field -> resolver.ledger().condition(field.flow()));
      }
      fields = fields.isEmpty() ? more : either(fields, more);
    }
    return fields;
  }

  /** All but UNION ALL keep or drop rows by their values. */
  private static boolean comparesRows(SetOperation operation) {
    NotProvenException.refuseIf(
        operation.getModifier() != null
            && !operation.getModifier().isBlank()
            && !operation.isAll()
            && !operation.isDistinct(),
        "this modifier of a set operation");
    return !(operation instanceof UnionOp) || !operation.isAll();
  }

  /** The first arm names the columns; any arm may give the value. */
  static List<Field> either(List<Field> first, List<Field> second) {
    NotProvenException.refuseIf(first.size() != second.size(), "a set operation of unequal widths");
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Field field = first.get(i);
      fields.add(field.withFlow(field.flow().or(second.get(i).flow())));
    }
    return fields;
  }
}
