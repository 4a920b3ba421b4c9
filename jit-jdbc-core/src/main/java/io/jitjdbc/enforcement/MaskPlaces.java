package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.util.Collection;
import java.util.Optional;

/**
 * Lineage leads through views to base columns, so a mask on a view's own column would find no place
 * and do nothing. Better refused than ignored.
 */
final class MaskPlaces {
  private MaskPlaces() {}

  static void check(Collection<MaskColumn> masks, Catalog catalog) throws RefusedException {
    for (MaskColumn mask : masks) {
      if (isView(mask, catalog)) {
        throw RefusedException.denied(
            mask.column().path()
                + " ("
                + mask.tag()
                + ") is classified, but it is a view's column: classify the column of the table"
                + " behind the view instead");
      }
    }
  }

  private static boolean isView(MaskColumn mask, Catalog catalog) throws RefusedException {
    var table = mask.column().table();
    try {
      Optional<Relation> relation = catalog.find(table.schema(), table.name());
      return relation.isPresent() && relation.get().fold(base -> false, view -> true);
    } catch (CatalogException e) {
      throw RefusedException.denied("masks cannot be placed, because " + e.getMessage());
    }
  }
}
