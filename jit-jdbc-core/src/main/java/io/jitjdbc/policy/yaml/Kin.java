package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Cases;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tables that share rows by inheritance: whoever reads the one may be reading the other. */
record Kin(Map<Table, Set<Table>> tables) {

  /** The accesses, and the same to what shares its rows with what they name. */
  Collection<Access> with(Collection<Access> accesses) {
    if (tables.isEmpty()) {
      return accesses;
    }
    var all = new LinkedHashSet<>(accesses);
    for (Access access : accesses) {
      access
          .resource()
          .fold(
              new Cases<Stream<? extends Resource>>(
                  table -> of(table).stream(),
                  this::of,
                  routine -> Stream.empty(),
                  server -> Stream.empty(),
                  metadata -> Stream.empty()))
          .forEach(other -> all.add(new Access(access.action(), other)));
    }
    return all;
  }

  /** The columns of that name in the other tables. */
  Stream<Column> of(Column column) {
    return of(column.table()).stream().map(table -> new Column(table, column.name()));
  }

  /** The column, and those of its name that hold the same rows. */
  List<Column> with(Column column) {
    return Stream.concat(Stream.of(column), of(column)).toList();
  }

  private Set<Table> of(Table table) {
    return tables.getOrDefault(table, Set.of());
  }
}
