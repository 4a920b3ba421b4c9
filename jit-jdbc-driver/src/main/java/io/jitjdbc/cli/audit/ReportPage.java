package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.replay.Visible;
import io.jitjdbc.cli.audit.ReportFigures.Section;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A report as one page: no script, nothing from elsewhere, and every value escaped. */
final class ReportPage {
  private static final Set<String> NUMBERS =
      Set.of("statements", "refused", "rows", "usual", "approved", "other");
  private static final int CHART_WIDTH = 720;
  private static final int CHART_HEIGHT = 160;
  private static final int BARS = 10;

  private static final String BEGIN =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Access report</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --line: #d8dee6;
        --page: #ffffff; --bar: #2f6fb0; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6ebf2; --soft: #9aa7b6; --line: #364150; --page: #12171e; --bar: #6fa8e0; }
      }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
        max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; }
      p { color: var(--soft); margin-top: .25rem; }
      div { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; min-width: 36rem; }
      th, td { text-align: left; padding: .35rem .75rem .35rem 0; vertical-align: top;
        border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 6.5rem;
        max-width: 24rem; }
      th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
      .n { min-width: 3.5rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      svg { width: 100%; min-width: 36rem; height: auto; margin: .5rem 0 1rem; }
      svg rect { fill: var(--bar); } svg text { fill: var(--ink); font-size: 13px; }
      svg .soft { fill: var(--soft); }
      </style>
      </head>
      <body>
      <main>
      """;

  private ReportPage() {}

  static String of(ReportFigures figures) {
    var page = new StringBuilder(BEGIN);
    page.append("<h1>Access report</h1>\n<p>From ").append(text(figures.window()));
    page.append("</p>\n<section>\n<h2>Rows by day</h2>\n");
    page.append(scrolled("Rows by day")).append(days(figures.rowsByDay()));
    page.append("</div>\n</section>\n");
    figures.sections().forEach(section -> section(page, section));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  static boolean isNumber(String column) {
    return NUMBERS.contains(column);
  }

  private static void section(StringBuilder page, Section section) {
    page.append("<section>\n<h2>").append(text(section.title())).append("</h2>\n");
    if (section.rows().isEmpty()) {
      page.append("<p>None.</p>\n</section>\n");
      return;
    }
    page.append(scrolled(section.title())).append(bars(section)).append("<table>\n<tr>");
    section.head().forEach(name -> page.append(cell("th scope=\"col\"", name, name)));
    page.append("</tr>\n");
    for (List<String> row : section.rows()) {
      page.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        page.append(cell("td", section.head().get(i), row.get(i)));
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n</section>\n");
  }

  /** On a narrow screen it is wider than the page, and takes the focus to be moved by keys. */
  private static String scrolled(String title) {
    return "<div role=\"region\" tabindex=\"0\" aria-label=\"" + text(title) + "\">\n";
  }

  private static String cell(String tag, String column, String value) {
    String open = "<" + tag + (isNumber(column) ? " class=\"n\">" : ">");
    return open + text(value) + "</" + tag.substring(0, 2) + ">";
  }

  private static String bars(Section section) {
    List<List<String>> rows = section.rows().subList(0, Math.min(BARS, section.rows().size()));
    long most = Math.max(1, rows.stream().mapToLong(row -> measure(section, row)).max().orElse(1));
    int height = rows.size() * 26;
    var svg = new StringBuilder(svg(height, section.title() + ", the table below says the same"));
    for (int i = 0; i < rows.size(); i++) {
      long value = measure(section, rows.get(i));
      long width = Math.max(2, value * 380 / most);
      int y = i * 26;
      svg.append("<text x=\"0\" y=\"").append(y + 17).append("\">");
      svg.append(text(shortened(label(section, rows.get(i))))).append("</text>");
      svg.append("<rect x=\"260\" y=\"").append(y + 4).append("\" rx=\"2\" height=\"18\" width=\"");
      svg.append(width).append("\"/><text class=\"soft\" x=\"").append(268 + width);
      svg.append("\" y=\"").append(y + 17).append("\">").append(value).append("</text>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private static String label(Section section, List<String> row) {
    boolean hasDetail = section.head().size() > 2 && !isNumber(section.head().get(2));
    return hasDetail ? row.get(2) + " · " + row.get(0) : row.get(0);
  }

  private static long measure(Section section, List<String> row) {
    return Long.parseLong(row.get(section.measured()));
  }

  private static String shortened(String text) {
    int most = 34;
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** From the first day to the last, with room for those on which nothing was read. */
  private static String days(Map<LocalDate, Long> days) {
    if (days.isEmpty()) {
      return "<p>None.</p>\n";
    }
    List<LocalDate> all = List.copyOf(new TreeSet<>(days.keySet()));
    long first = all.get(0).toEpochDay();
    long count = all.get(all.size() - 1).toEpochDay() - first + 1;
    long most = Math.max(1, days.values().stream().mapToLong(Long::longValue).max().orElse(1));
    double width = Math.min(60, (double) CHART_WIDTH / count);
    var svg = new StringBuilder(svg(CHART_HEIGHT + 24, "Rows by day, at most " + most));
    days.forEach(
        (day, rows) -> {
          double height = Math.max(1, (double) rows * (CHART_HEIGHT - 20) / most);
          svg.append("<rect x=\"").append((day.toEpochDay() - first) * width);
          svg.append("\" y=\"").append(CHART_HEIGHT - height).append("\" width=\"");
          svg.append(Math.max(1, width - 2)).append("\" height=\"").append(height);
          svg.append("\"><title>").append(day).append(": ").append(rows);
          svg.append("</title></rect>\n");
        });
    svg.append("<text class=\"soft\" x=\"0\" y=\"12\">at most ")
        .append(most)
        .append(" rows</text>");
    svg.append("<text class=\"soft\" x=\"0\" y=\"").append(CHART_HEIGHT + 18).append("\">");
    svg.append(all.get(0)).append(" to ").append(all.get(all.size() - 1)).append("</text>\n");
    return svg.append("</svg>\n").toString();
  }

  private static String svg(int height, String title) {
    return "<svg viewBox=\"0 0 "
        + CHART_WIDTH
        + " "
        + height
        + "\" role=\"img\" aria-label=\""
        + text(title)
        + "\">\n";
  }

  /** Also what would reorder the page is shown as an escape. */
  static String text(String value) {
    return Visible.of(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
