package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource.Cases;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of a statement's tables share rows with others, by inheritance or as their partitions. */
final class Kinship {
  private static final Cases<Optional<Table>> TABLE =
      new Cases<>(
          Optional::of,
          column -> Optional.empty(),
          routine -> Optional.empty(),
          server -> Optional.empty(),
          metadata -> Optional.empty());

  private Kinship() {}

  static Map<Table, Set<Table>> of(Set<Access> accesses, Catalog catalog) throws CatalogException {
    List<Table> tables =
        accesses.stream()
            .flatMap(access -> access.resource().fold(TABLE).stream())
            .distinct()
            .toList();
    var kin = new HashMap<Table, Set<Table>>();
    for (Table table : tables) {
      Set<Table> others = others(catalog.find(table.schema(), table.name()));
      if (!others.isEmpty()) {
        kin.put(table, others);
      }
    }
    return kin;
  }

  private static Set<Table> others(Optional<Relation> relation) {
    return relation
        .<Set<Table>>map(found -> found.fold(Relation.BaseTable::kin, view -> Set.of()))
        .orElse(Set.of());
  }
}
