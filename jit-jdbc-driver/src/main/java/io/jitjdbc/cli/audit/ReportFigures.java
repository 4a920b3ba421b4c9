package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.Activity;
import io.jitjdbc.audit.reading.Volumes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a report says, as sections of tables. */
record ReportFigures(String window, List<Section> sections, Map<LocalDate, Long> rowsByDay) {
  private static final int TOP = 20;

  /**
   * A table.
   *
   * @param key its name for scripts
   * @param measured the column that a chart shows
   */
  record Section(
      String key, String title, List<String> head, List<List<String>> rows, int measured) {}

  static ReportFigures of(Activity activity, String window) {
    List<Activity.Reader> readers =
        activity.readers().values().stream()
            .sorted(Comparator.comparingLong(Activity.Reader::rows).reversed())
            .toList();
    var days = new TreeMap<LocalDate, Long>();
    readers.forEach(
        reader -> reader.rowsByDay().forEach((day, rows) -> days.merge(day, rows, Long::sum)));
    List<Section> sections =
        List.of(top(readers), unusual(readers), revealed(readers), approvals(activity));
    return new ReportFigures(window, sections, days);
  }

  private static Section top(List<Activity.Reader> readers) {
    List<List<String>> rows =
        readers.stream()
            .limit(TOP)
            .map(
                each ->
                    List.of(
                        each.person().label(),
                        each.person().key(),
                        "" + each.statements(),
                        "" + each.refused(),
                        "" + each.rows()))
            .toList();
    List<String> head = List.of("who", "id", "statements", "refused", "rows");
    return new Section("topReaders", "Top readers", head, rows, 4);
  }

  private static Section unusual(List<Activity.Reader> readers) {
    List<List<String>> rows =
        Volumes.unusual(readers).stream()
            .limit(TOP)
            .map(
                each ->
                    List.of(
                        each.person().label(),
                        each.person().key(),
                        each.day().toString(),
                        "" + each.usual(),
                        "" + each.rows()))
            .toList();
    List<String> head = List.of("who", "id", "day", "usual", "rows");
    return new Section("unusualVolumes", "Unusual volumes", head, rows, 4);
  }

  private static Section revealed(List<Activity.Reader> readers) {
    var rows = new ArrayList<List<String>>();
    for (Activity.Reader each : readers) {
      each.revealed()
          .forEach(
              (tag, times) ->
                  rows.add(List.of(each.person().label(), each.person().key(), tag, "" + times)));
    }
    List<String> head = List.of("who", "id", "tag", "statements");
    return new Section("revealedTags", "Tags read in clear", head, rows, 3);
  }

  private static Section approvals(Activity activity) {
    List<List<String>> rows =
        activity.approvers().values().stream()
            .sorted(Comparator.comparingLong(Activity.Approvals::granted).reversed())
            .map(each -> List.of(each.approver(), "" + each.granted(), "" + each.other()))
            .toList();
    List<String> head = List.of("approver", "approved", "other");
    return new Section("approvals", "Statements run by approval", head, rows, 1);
  }
}
