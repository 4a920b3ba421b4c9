package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts which columns statements that ran have touched, for whom, and under which database user.
 * Touched is what the database asks a privilege for: also a column that stands in a condition only.
 * Holds one number for each person, user and column. Not thread-safe.
 */
public final class ColumnUse {
  private static final int MOST_OPEN = 1 << 13;

  private final Map<Touch, Use> uses = new TreeMap<>();
  private final Map<String, RecordedEvent> decided = bounded();
  private final Map<String, String> users = bounded();

  /**
   * What was touched, and by whom.
   *
   * @param subject the person, as {@link RecordedEvent.Person#label} has it
   * @param user the database's user; empty where no log tells it
   * @param action such as SELECT
   */
  public record Touch(String subject, String user, String action, Column column)
      implements Comparable<Touch> {
    public Touch {
      requireNonNull(subject);
      requireNonNull(user);
      requireNonNull(action);
      requireNonNull(column);
    }

    @Override
    public int compareTo(Touch other) {
      return key().compareTo(other.key());
    }

    private String key() {
      return String.join("\0", subject, user, action, column.key());
    }
  }

  /** A column by its names. */
  public record Column(String schema, String table, String name) {
    public Column {
      requireNonNull(schema);
      requireNonNull(table);
      requireNonNull(name);
    }

    /** Tells columns apart; case does not count. */
    public String key() {
      return String.join("\0", schema, table, name).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How often, and when last.
   *
   * @param statements that ran
   */
  public record Use(long statements, Instant last) {
    private Use plus(Use other) {
      Instant later = last.isAfter(other.last) ? last : other.last;
      return new Use(statements + other.statements, later);
    }
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_OPEN;
      }
    };
  }

  /** Counts an event. */
  public void count(RecordedEvent event) {
    switch (event.type()) {
      case "lease.issued" -> users.put(event.session(), event.text("database_user"));
      case "statement.decided" -> decided.put(event.statementId(), event);
      case "statement.finished" -> finished(event);
      default -> {
        // Moves nothing.
      }
    }
  }

  private void finished(RecordedEvent event) {
    RecordedEvent decision = decided.remove(event.statementId());
    if (decision == null || event.text("outcome").equals("denied")) {
      return;
    }
    String user = users.getOrDefault(event.session(), "");
    for (ColumnAccess access : decision.accesses()) {
      if (access.isColumn()) {
        List<String> path = access.path();
        int last = path.size() - 1;
        var column = new Column(path.get(last - 2), path.get(last - 1), path.get(last));
        String who = decision.subject().label();
        uses.merge(
            new Touch(who, user, access.action(), column), new Use(1, event.time()), Use::plus);
      }
    }
  }

  /** What was counted, a copy. */
  public Map<Touch, Use> uses() {
    return new TreeMap<>(uses);
  }

  /** Whether statements ran under that user. */
  public static boolean isKnown(String user, Collection<Touch> touches) {
    return touches.stream().anyMatch(touch -> touch.user().equalsIgnoreCase(user));
  }
}
