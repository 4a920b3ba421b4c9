package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.policy.Decision.Permit;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps what a mask made from being stored, or compared, in the place of the real value. Which
 * value goes to which column is not known, so a marked one is refused wherever it stands in a
 * statement that uses such a column.
 */
final class Guard {
  private static final String MARKED =
      " is shown masked to people, and this statement carries a value with the mark of a mask ("
          + Hidden.TEXT
          + "). Send only what was really entered: leave columns that were not changed out of the"
          + " statement (JPA: @DynamicUpdate, or updatable=false and insertable=false on the"
          + " masked field), and do not copy rows through the client";

  private final TreeMap<String, String> columns = new TreeMap<>();

  static Guard in(Permit permit) {
    var guard = new Guard();
    Obligations all = Obligations.of(permit);
    all.guards().forEach(column -> guard.add(column.column(), column.why()));
    all.masks().forEach(mask -> guard.add(mask.column(), mask.tag()));
    return guard;
  }

  private void add(Column column, String why) {
    columns.put(column.path(), why);
  }

  /** What the statement is refused with if it carries a marked value; nothing if it may. */
  Optional<String> objection() {
    return Optional.ofNullable(columns.firstEntry())
        .map(first -> first.getKey() + " (" + first.getValue() + ")" + MARKED);
  }
}
