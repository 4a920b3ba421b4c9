package io.jitjdbc.examples.quickstart;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prints the story in a hundred columns. Used by two threads: each call prints whole lines. */
final class Terminal {
  private static final int WIDTH = 100;
  private static final String INDENT = "   ";

  private final PrintStream out;
  private final boolean colours;

  Terminal(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void title(String title, String text) {
    out.println();
    out.println(INDENT + ink("1", title));
    say(text);
  }

  /** The one-line headline of a step. */
  void step(int number, String headline) {
    out.println();
    out.println(ink("1;36", " " + number + ' ' + headline));
  }

  /** What the program calls, as it would stand in the reader's own program. */
  void call(String code) {
    code.lines().forEach(line -> out.println(INDENT + ink("34", "│ " + line)));
  }

  void say(String text) {
    wrap(text, WIDTH - INDENT.length()).forEach(line -> out.println(INDENT + line));
  }

  /** A fact and its name, in two columns. */
  void fact(String name, String value) {
    columns(12, name, value);
  }

  /** A line of a log, and what it says. */
  void entry(String head, String text) {
    columns(26, head, text);
  }

  private void columns(int width, String left, String right) {
    List<String> lines = wrap(right, WIDTH - INDENT.length() - width);
    for (int i = 0; i < lines.size(); i++) {
      String head = i == 0 ? left : "";
      String gap = " ".repeat(Math.max(1, width - head.length()));
      out.println(INDENT + ink("2", head) + gap + lines.get(i));
    }
  }

  void done(String text) {
    marked("32", "✓ ", text);
  }

  void refused(String text) {
    marked("31", "✗ ", text);
  }

  void refused(SQLException e) {
    refused("SQLSTATE " + e.getSQLState() + ": " + e.getMessage());
  }

  void waiting(String text) {
    marked("33", "… ", text);
  }

  void blank() {
    out.println();
  }

  /** As it is, however long. */
  void raw(String line) {
    out.println(ink("2", line));
  }

  /** A question that is answered on the same line. */
  void ask(String question) {
    out.print(INDENT + ink("1;33", question) + ' ');
    out.flush();
  }

  /** Rows under a header, each column as wide as its widest cell. */
  void table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      out.println(INDENT + (i == 0 ? ink("1", line) : line));
    }
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] + 2 - cells.get(i).length()));
    }
    return line.toString().stripTrailing();
  }

  private void marked(String colour, String mark, String text) {
    List<String> lines = wrap(text, WIDTH - INDENT.length() - mark.length());
    for (int i = 0; i < lines.size(); i++) {
      out.println(INDENT + ink(colour, (i == 0 ? mark : "  ") + lines.get(i)));
    }
  }

  private String ink(String colour, String text) {
    return colours ? "\u001b[" + colour + 'm' + text + "\u001b[0m" : text;
  }

  private static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
