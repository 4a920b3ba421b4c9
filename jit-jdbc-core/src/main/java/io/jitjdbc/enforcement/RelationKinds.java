package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.SystemRelations;
import java.util.Optional;

/** What sort of relation a name stands for, for records: where it is not known, nothing is said. */
record RelationKinds(Catalog catalog) {
  static final String UNKNOWN = "";
  static final String ROUTINE = "routine";

  /** Of a catalog that is not asked. */
  static final RelationKinds NOT_ASKED = new RelationKinds((schema, name) -> Optional.empty());

  private static final String TABLE = "table";
  private static final String VIEW = "view";

  String of(Table table) {
    // The database's own relations are taken for tables whatever they are.
    if (SystemRelations.isStructure(table)) {
      return UNKNOWN;
    }
    try {
      return catalog
          .find(table.schema(), table.name())
          .filter(found -> found.table().equals(table))
          .map(RelationKinds::kind)
          .orElse(UNKNOWN);
    } catch (CatalogException e) {
      // What is said of a statement in a record must not keep the record from being made.
      return UNKNOWN;
    }
  }

  private static String kind(Relation relation) {
    // Without a definition it may be anything that is no plain table.
    return relation.fold(base -> TABLE, view -> view.definition().isEmpty() ? UNKNOWN : VIEW);
  }
}
