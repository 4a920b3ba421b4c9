package io.jitjdbc.audit.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Days on which somebody read far more than is usual: at least 1000 rows, and more than five times
 * the median of that person's other days, or, where there are fewer than three of them, of all
 * other days of everybody. A rule of thumb that can be checked by hand, and no proof of anything.
 */
public final class Volumes {
  private static final long LEAST = 1000;
  private static final long TIMES = 5;
  private static final int DAYS = 3;

  private Volumes() {}

  /**
   * One such day.
   *
   * @param usual the median that it was compared with
   */
  public record Unusual(RecordedEvent.Person person, LocalDate day, long rows, long usual) {}

  /** All such days, the largest first. */
  public static List<Unusual> unusual(Collection<Activity.Reader> readers) {
    List<Long> everybody =
        readers.stream().flatMap(each -> each.rowsByDay().values().stream()).toList();
    var unusual = new ArrayList<Unusual>();
    for (Activity.Reader reader : readers) {
      List<Long> own = List.copyOf(reader.rowsByDay().values());
      reader
          .rowsByDay()
          .forEach(
              (day, rows) -> {
                long usual = medianWithout(rows, own.size() > DAYS ? own : everybody);
                if (rows >= LEAST && usual >= 0 && rows > TIMES * usual) {
                  unusual.add(new Unusual(reader.person(), day, rows, usual));
                }
              });
    }
    unusual.sort(Comparator.comparingLong(Unusual::rows).reversed());
    return unusual;
  }

  /** -1 if nothing else is there to compare with. */
  private static long medianWithout(long one, List<Long> all) {
    var others = new ArrayList<>(all);
    others.remove((Long) one);
    others.sort(Comparator.naturalOrder());
    return others.isEmpty() ? -1 : others.get((others.size() - 1) / 2);
  }
}
