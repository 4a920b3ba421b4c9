package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Cases;
import io.jitjdbc.access.Resource.Column;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The columns among the accesses of a statement. */
final class Columns {
  private static final Cases<Stream<Column>> COLUMN =
      new Cases<>(
          table -> Stream.empty(),
          Stream::of,
          routine -> Stream.empty(),
          server -> Stream.empty(),
          metadata -> Stream.empty());

  private Columns() {}

  /** Each column once. */
  static Stream<Column> in(Collection<Access> accesses) {
    return accesses.stream().flatMap(access -> access.resource().fold(COLUMN)).distinct();
  }

  /** Where a table is exported, so are its columns that the statement touches. */
  static Set<Access> exportedWithTheirTables(Set<Access> accesses) {
    if (accesses.stream().noneMatch(access -> access.action() == Action.EXPORT)) {
      return accesses;
    }
    var all = new LinkedHashSet<>(accesses);
    in(accesses)
        .filter(column -> accesses.contains(new Access(Action.EXPORT, column.table())))
        .forEach(column -> all.add(new Access(Action.EXPORT, column)));
    return all;
  }
}
