package io.jitjdbc.cli.terminal;

/**
 * Text of strangers on the way to an approver's terminal. Control and formatting characters could
 * move the cursor, recolour or reorder what was printed, and so show another request than the one
 * that is approved.
 */
public final class Printable {
  private Printable() {}

  /** On one line. */
  public static String line(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("[\\p{C}\\u2028\\u2029]", "?").strip();
  }

  /** With its own line ends, but with no other character that a terminal would obey. */
  public static String lines(String text) {
    return text.replace("\r\n", "\n").replaceAll("[\\p{C}\\u2028\\u2029&&[^\\n\\t]]", "?");
  }

  /** At most so many characters on one line. */
  public static String shortened(String text, int most) {
    String line = line(text);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
