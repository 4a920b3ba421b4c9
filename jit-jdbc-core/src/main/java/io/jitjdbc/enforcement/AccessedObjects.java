package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.audit.AccessedObject;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
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

  private AccessedObjects() {}

  static List<AccessedObject> of(Analysed analysed) {
    var objects = new AccessedObjects();
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
            table -> name(table.path()),
            this::touchColumn,
            routine -> name(routine.path()),
            server -> name(server.path()),
            metadata -> name(metadata.path())));
  }

  private Set<String> name(String path) {
    return columns.computeIfAbsent(path, unknown -> new TreeSet<>());
  }

  private Set<String> touchColumn(Column column) {
    Set<String> known = name(column.table().path());
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
                    bases.contains(object.getKey()),
                    List.copyOf(object.getValue()),
                    List.copyOf(filters.getOrDefault(object.getKey(), Set.of()))))
        .toList();
  }
}
