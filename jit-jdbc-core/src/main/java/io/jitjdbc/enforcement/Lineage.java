package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import java.util.List;
import java.util.stream.Collectors;

/** Where the columns of a statement's result come from, for records. */
final class Lineage {
  private Lineage() {}

  /** "email: shop.customers.email" and the like, one for each column in order. */
  static List<String> of(Analysed analysed) {
    return analysed.outputs().stream().map(Lineage::note).toList();
  }

  private static String note(OutputColumn output) {
    String from = output.origin().fold(Lineage::columns, unknown -> "not proven");
    return output.label() + ColumnPlan.NOTE_SEPARATOR + from;
  }

  private static String columns(Origin.Known known) {
    if (known.columns().isEmpty()) {
      return "no column";
    }
    String columns =
        known.columns().stream().map(Column::path).sorted().collect(Collectors.joining(", "));
    return known.identity() ? columns : "computed from " + columns;
  }
}
