package io.jitjdbc.spring.server.console;

import io.jitjdbc.spring.server.audit.AuditTrail.Day;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A chart with one bar for each day, in units of an SVG.
 *
 * @param total over all days
 */
public record BarChart(List<Bar> bars, long total, int width, int height) {
  private static final int STEP = 20;
  private static final int HEIGHT = 80;

  /** One day's bar; a count that is not 0 can be seen, however small. */
  public record Bar(String label, long count, int x, int y, int width, int height) {}

  public BarChart {
    bars = List.copyOf(bars);
  }

  static BarChart of(List<Day> days, ToLongFunction<Day> count) {
    long most = Math.max(1, days.stream().mapToLong(count).max().orElse(1));
    var bars = new ArrayList<Bar>();
    for (Day day : days) {
      long value = count.applyAsLong(day);
      int height = value == 0 ? 0 : Math.max(2, (int) (value * HEIGHT / most));
      bars.add(
          new Bar(
              day.date().toString(), value, bars.size() * STEP, HEIGHT - height, STEP - 4, height));
    }
    long total = days.stream().mapToLong(count).sum();
    return new BarChart(bars, total, bars.size() * STEP, HEIGHT);
  }
}
