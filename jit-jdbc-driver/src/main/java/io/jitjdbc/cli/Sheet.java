package io.jitjdbc.cli;

import io.jitjdbc.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines with a label in front, and what stands indented under one. Obeys no strange character. */
final class Sheet {
  private static final int LABEL_WIDTH = 13;
  private static final String INDENT = "    ";

  private final PrintWriter out;

  Sheet(PrintWriter out) {
    this.out = out;
  }

  /** Nothing if there is no text. */
  void line(String label, String text) {
    if (!text.isEmpty()) {
      out.println(head(label) + Printable.line(text));
    }
  }

  /** The label stands before the first line only. */
  void lines(String label, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      String head = i == 0 ? head(label) : " ".repeat(LABEL_WIDTH);
      out.println(head + Printable.line(texts.get(i)));
    }
  }

  private static String head(String label) {
    String head = label + ":";
    return head + " ".repeat(LABEL_WIDTH - head.length());
  }

  /** Each line of it is indented, so that none can pass for one of ours. */
  void text(String label, String text) {
    out.println(label + ":");
    Printable.lines(text).lines().forEach(line -> out.println(INDENT + line));
  }

  /** Nothing if there is no row beside the head. */
  void table(String label, List<List<String>> rows) {
    if (rows.size() > 1) {
      out.println(label + ":");
      aligned(rows).forEach(line -> out.println(INDENT + line));
    }
  }

  /** Cells under each other, in columns as wide as their longest one. */
  static List<String> aligned(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  private static String aligned(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** In the order of names. */
  static String list(Collection<String> texts) {
    return String.join(", ", new TreeSet<>(texts));
  }
}
