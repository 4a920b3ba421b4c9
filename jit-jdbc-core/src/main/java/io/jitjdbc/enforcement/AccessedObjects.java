package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.audit.AccessedObject;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a statement touches, by table, for records. */
final class AccessedObjects {
  private static final Set<Usage> FILTERS = Set.of(Usage.EQUALS_PARAMETER, Usage.PREDICATE);

  private final Map<String, Set<String>> columns = new TreeMap<>();
  private final Map<String, Set<String>> filters = new TreeMap<>();
  private final Set<String> bases = new HashSet<>();

  private final Map<String, String> kinds = new HashMap<>();
  private final RelationKinds relations;

  private AccessedObjects(RelationKinds relations) {
    this.relations = relations;
  }

  static List<AccessedObject> of(Analysed analysed, RelationKinds relations) {
    var objects = new AccessedObjects(relations);
    analysed.accesses().forEach(access -> objects.touch(access.resource()));
    analysed.references().forEach(objects::use);
    analysed.outputs().stream()
        .flatMap(
            output ->
                output
                    .origin()
                    .fold(known -> known.columns().stream(), unknown -> Set.<Column>of().stream()))
        .forEach(objects::touchBase);
    return objects.list();
  }

  private void touch(Resource resource) {
    resource.fold(
        new Resource.Cases<>(
            this::touchTable,
            this::touchColumn,
            this::touchRoutine,
            server -> name(server.path()),
            metadata -> name(metadata.path())));
  }

  private Set<String> name(String path) {
    return columns.computeIfAbsent(path, unknown -> new TreeSet<>());
  }

  private Set<String> touchTable(Table table) {
    kinds.computeIfAbsent(table.path(), unknown -> relations.of(table));
    return name(table.path());
  }

  private Set<String> touchRoutine(Routine routine) {
    kinds.put(routine.path(), RelationKinds.ROUTINE);
    return name(routine.path());
  }

  private Set<String> touchColumn(Column column) {
    Set<String> known = touchTable(column.table());
    known.add(column.name());
    return known;
  }

  private void touchBase(Column column) {
    touchColumn(column);
    bases.add(column.table().path());
  }

  private void use(Reference reference) {
    Column column = reference.column();
    touchBase(column);
    if (FILTERS.contains(reference.usage())) {
      filters.computeIfAbsent(column.table().path(), none -> new TreeSet<>()).add(column.name());
    }
  }

  private List<AccessedObject> list() {
    return columns.entrySet().stream()
        .map(
            object ->
                new AccessedObject(
                    object.getKey(),
                    kinds.getOrDefault(object.getKey(), RelationKinds.UNKNOWN),
                    bases.contains(object.getKey()),
                    List.copyOf(object.getValue()),
                    List.copyOf(filters.getOrDefault(object.getKey(), Set.of()))))
        .toList();
  }
}
