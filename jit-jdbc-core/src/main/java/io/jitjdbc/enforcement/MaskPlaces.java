package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.util.Optional;

/**
 * Lineage leads through views to base columns, so a mask on a view's own column would find no place
 * and do nothing. Better refused than ignored.
 */
final class MaskPlaces {
  private MaskPlaces() {}

  static Optional<Deny> objection(Permit permit, Catalog catalog) {
    return Obligations.of(permit).masks().stream()
        .flatMap(mask -> objection(mask, catalog).stream())
        .findFirst()
        .map(reason -> new Deny("mask on a view", permit.policyVersion(), reason));
  }

  private static Optional<String> objection(MaskColumn mask, Catalog catalog) {
    var table = mask.column().table();
    try {
      Optional<Relation> relation = catalog.find(table.schema(), table.name());
      boolean isView = relation.isPresent() && relation.get().fold(base -> false, view -> true);
      return isView ? Optional.of(misplaced(mask)) : Optional.empty();
    } catch (CatalogException e) {
      return Optional.of("the masks cannot be placed, because " + e.getMessage());
    }
  }

  private static String misplaced(MaskColumn mask) {
    return mask.column().path()
        + " ("
        + mask.tag()
        + ") is classified, but it is a view's column: classify the column of the table behind the"
        + " view instead";
  }
}
