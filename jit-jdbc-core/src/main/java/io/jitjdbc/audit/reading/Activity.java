package io.jitjdbc.audit.reading;

import io.jitjdbc.audit.ResultColumn;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts who read how much, what was revealed to whom, and who approved, while entries pass by.
 * Holds a few numbers for each person and day, however many events there are. Not thread-safe.
 */
public final class Activity {
  private static final Set<String> GRANTED = Set.of("APPROVED");
  private static final int MOST_SESSIONS = 1 << 14;

  private final Map<String, Reader> readers = new TreeMap<>();
  private final Map<String, Approvals> approvers = new TreeMap<>();
  private final Map<String, Map<Integer, String[]>> unmasked = bounded();

  /** What one person did. */
  public static final class Reader {
    private final RecordedEvent.Person person;
    private final Map<LocalDate, Long> rowsByDay = new TreeMap<>();
    private final Map<String, Long> revealed = new TreeMap<>();
    private long statements;
    private long refused;
    private long rows;

    private Reader(RecordedEvent.Person person) {
      this.person = person;
    }

    public RecordedEvent.Person person() {
      return person;
    }

    /** Statements that were decided. */
    public long statements() {
      return statements;
    }

    /** How many of them were not let run. */
    public long refused() {
      return refused;
    }

    /** Rows that were handed out, or changed. */
    public long rows() {
      return rows;
    }

    /** The same by day in UTC, a copy. */
    public Map<LocalDate, Long> rowsByDay() {
      return new TreeMap<>(rowsByDay);
    }

    /** By tag, of how many results a column with it was read in clear; a copy. */
    public Map<String, Long> revealed() {
      return new TreeMap<>(revealed);
    }
  }

  /**
   * What one person answered.
   *
   * @param approver as the event names who answered
   */
  public record Approvals(String approver, long granted, long other) {
    private Approvals plus(boolean isGrant) {
      return new Approvals(approver, granted + (isGrant ? 1 : 0), other + (isGrant ? 0 : 1));
    }
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_SESSIONS;
      }
    };
  }

  /** Counts an entry. */
  public void count(SessionEntry entry) {
    if (entry instanceof SessionEntry.Happened happened) {
      count(happened.event());
    } else if (entry instanceof SessionEntry.Opened opened) {
      unmasked
          .computeIfAbsent(opened.result().statement(), each -> new HashMap<>())
          .put(opened.result().number(), tagsInClear(opened));
    }
  }

  /** Label and tags of each column in clear that has any. */
  private static String[] tagsInClear(SessionEntry.Opened opened) {
    return opened.columns().stream()
        .filter(column -> !column.isMasked() && !column.tags().isEmpty())
        .map(Activity::labelAndTags)
        .toArray(String[]::new);
  }

  private static String labelAndTags(ResultColumn column) {
    return column.tags() + '\n' + column.label();
  }

  private void count(RecordedEvent event) {
    switch (event.type()) {
      case "statement.decided" -> decided(event);
      case "statement.finished" -> finished(event);
      case "approval.answered" -> answered(event);
      default -> {
        // Opened, closed and the like move nothing.
      }
    }
  }

  private Reader reader(RecordedEvent event) {
    return readers.computeIfAbsent(event.subject().key(), each -> new Reader(event.subject()));
  }

  private void decided(RecordedEvent event) {
    Reader reader = reader(event);
    reader.statements++;
    if (event.text("effect").equals("deny")) {
      reader.refused++;
    }
  }

  private void finished(RecordedEvent event) {
    Reader reader = reader(event);
    long rows = Math.max(0, event.number("rows"));
    reader.rows += rows;
    reader.rowsByDay.merge(event.time().atZone(ZoneOffset.UTC).toLocalDate(), rows, Long::sum);
    Map<Integer, String[]> results = unmasked.remove(event.statementId());
    if (results != null) {
      Set<String> read = Set.copyOf(event.texts("columns_read"));
      results.values().stream()
          .flatMap(Arrays::stream)
          .filter(column -> read.contains(column.substring(column.indexOf('\n') + 1)))
          .flatMap(
              column -> Arrays.stream(column.substring(0, column.indexOf('\n')).split(" ", -1)))
          .distinct()
          .forEach(tag -> reader.revealed.merge(tag, 1L, Long::sum));
    }
    event.texts("found").stream()
        .map(Activity::foundTag)
        .distinct()
        .forEach(tag -> reader.revealed.merge(tag, 1L, Long::sum));
  }

  /** Of "notes: card 3": what was found, and marked as such. */
  private static String foundTag(String found) {
    String what = found.substring(found.lastIndexOf(": ") + (found.contains(": ") ? 2 : 1));
    int space = what.lastIndexOf(' ');
    return "found: " + (space < 0 ? what : what.substring(0, space));
  }

  private void answered(RecordedEvent event) {
    boolean isGrant = GRANTED.contains(event.text("status"));
    for (String approver : Set.copyOf(event.texts("approvers"))) {
      approvers.merge(
          approver,
          new Approvals(approver, 0, 0).plus(isGrant),
          (known, one) -> known.plus(isGrant));
    }
  }

  /** Everybody of whom something was counted, by key; a copy. */
  public Map<String, Reader> readers() {
    return new TreeMap<>(readers);
  }

  /** Everybody who answered; a copy. */
  public Map<String, Approvals> approvers() {
    return new TreeMap<>(approvers);
  }
}
