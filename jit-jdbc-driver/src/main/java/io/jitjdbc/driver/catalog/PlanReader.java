package io.jitjdbc.driver.catalog;

/**
 * The SQL in a plan of H2's, without what only H2 reads: remarks, which H2 nests, and escapes for
 * letters outside of ASCII. Literals keep their place but not their value.
 */
final class PlanReader {
  private final String plan;
  private final StringBuilder sql = new StringBuilder();
  private int position;

  private PlanReader(String plan) {
    this.plan = plan;
  }

  /**
   * The plan as ordinary SQL.
   *
   * @throws IllegalArgumentException if a remark or a quote does not end
   */
  static String sql(String plan) {
    return new PlanReader(plan).read();
  }

  private String read() {
    while (position < plan.length()) {
      if (at("/*")) {
        skipRemark();
        sql.append(' ');
      } else if (at("U&'") || at("'")) {
        quoted('\'');
        sql.append("''");
      } else if (at("U&\"")) {
        sql.append('"').append(decoded(quoted('"'))).append('"');
      } else if (at("\"")) {
        sql.append(quoted('"'));
      } else {
        sql.append(plan.charAt(position++));
      }
    }
    return sql.toString();
  }

  private boolean at(String text) {
    return plan.startsWith(text, position);
  }

  /** A remark quotes conditions, and a literal in one may look like the end of the remark. */
  private void skipRemark() {
    int depth = 0;
    do {
      if (at("/*") || at("*/")) {
        depth += at("/*") ? 1 : -1;
        position += 2;
      } else if (at("'") || at("\"")) {
        quoted(plan.charAt(position));
      } else {
        position++;
      }
      require(depth == 0 || position < plan.length());
    } while (depth > 0);
  }

  /** With its quotes; two in a row are one inside of them. */
  private String quoted(char quote) {
    int start = position;
    position = plan.indexOf(quote, position);
    do {
      int end = plan.indexOf(quote, position + 1);
      require(end >= 0);
      position = end + 1;
    } while (position < plan.length() && plan.charAt(position) == quote);
    return plan.substring(start, position);
  }

  private static String decoded(String quoted) {
    String text = quoted.substring(quoted.indexOf('"') + 1, quoted.length() - 1);
    var decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        decoded.append(c);
      } else if (text.startsWith("\\\\", i)) {
        decoded.append(text.charAt(++i));
      } else {
        int start = text.startsWith("\\+", i) ? i + 2 : i + 1;
        int end = Math.min(text.length(), start + (start == i + 2 ? 6 : 4));
        decoded.appendCodePoint(Integer.parseInt(text.substring(start, end), 16));
        i = end - 1;
      }
    }
    return decoded.toString();
  }

  private static void require(boolean complete) {
    if (!complete) {
      throw new IllegalArgumentException("the plan is cut off");
    }
  }
}
