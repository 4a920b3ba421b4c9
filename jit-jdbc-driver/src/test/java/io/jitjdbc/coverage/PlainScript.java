package io.jitjdbc.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Statements that end with a semicolon; expected results start with {@code >}. */
final class PlainScript {
  private static final Pattern NOT_SQL = Pattern.compile("(?m)^\\s*[>@].*$");

  private final String text;

  PlainScript(String text) {
    this.text = NOT_SQL.matcher(text).replaceAll("");
  }

  List<Step> steps() {
    SqlScan scan = new SqlScan(text, false, false);
    List<Step> steps = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int behind = scan.skip(at);
      if (text.charAt(at) == ';') {
        steps.add(new Step(text.substring(start, at)));
        start = at + 1;
      }
      at = behind > at ? behind : at + 1;
    }
    steps.add(new Step(text.substring(start)));
    return steps;
  }
}
