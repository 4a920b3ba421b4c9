package io.jitjdbc.spring.server.policy;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Metadata;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Server;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.spring.server.audit.EventText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement needed, read back from its event, which has it as text: {@code SELECT
 * shop.customers.email}. Whether that is a column of a table or a table of a schema is told by the
 * event's objects, and else by the number of names.
 */
final class RecordedAccesses {
  private static final Set<String> ACTIONS =
      Arrays.stream(Action.values()).map(Enum::name).collect(Collectors.toSet());
  private static final int COLUMN_NAMES = 3;

  private final Set<String> objects;

  private RecordedAccesses(Set<String> objects) {
    this.objects = objects;
  }

  static Set<Access> of(EventText event) {
    var reader =
        new RecordedAccesses(
            event.objects("objects").stream()
                .map(object -> object.at("name"))
                .collect(Collectors.toSet()));
    var accesses = new HashSet<Access>();
    for (String line : event.list("accesses")) {
      int space = line.indexOf(' ');
      if (space > 0 && ACTIONS.contains(line.substring(0, space))) {
        Action action = Action.valueOf(line.substring(0, space));
        accesses.add(new Access(action, reader.resource(action, line.substring(space + 1))));
      }
    }
    return accesses;
  }

  private Resource resource(Action action, String path) {
    if (path.equals(new Server().path())) {
      return new Server();
    }
    if (path.equals(new Metadata().path())) {
      return new Metadata();
    }
    int dot = path.lastIndexOf('.');
    if (action == Action.EXECUTE) {
      return dot < 0 ? new Routine("", path) : new Routine(before(path, dot), after(path, dot));
    }
    return isColumn(path, dot)
        ? new Column(table(before(path, dot)), after(path, dot))
        : table(path);
  }

  private boolean isColumn(String path, int dot) {
    if (objects.contains(path) || dot < 0) {
      return false;
    }
    return objects.contains(before(path, dot)) || path.split("\\.", -1).length >= COLUMN_NAMES;
  }

  private static Table table(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? new Table("", path) : new Table(before(path, dot), after(path, dot));
  }

  private static String before(String path, int dot) {
    return path.substring(0, dot);
  }

  private static String after(String path, int dot) {
    return path.substring(dot + 1);
  }
}
