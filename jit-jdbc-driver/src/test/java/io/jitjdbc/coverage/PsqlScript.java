package io.jitjdbc.coverage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script for psql: its own commands are left out, and its variables are put in. */
final class PsqlScript {
  private static final Pattern SET = Pattern.compile("\\\\set\\s+(\\w+)\\s+(.*)");
  private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):(['\"]?)([a-z]\\w*)\\1");
  private static final Pattern COPY_IN = Pattern.compile("(?is)\\s*COPY\\b.*\\bFROM\\s+STDIN\\b.*");
  private static final Pattern OPEN_BODY =
      Pattern.compile("(?is)\\s*CREATE\\b.*\\bBEGIN\\s+ATOMIC\\b(?!.*\\bEND\\s*$).*");

  private final String text;
  private final SqlScan scan;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private StringBuilder statement = new StringBuilder();
  private int depth;
  private int at;

  PsqlScript(String text, Path directory) {
    this.text = text;
    this.scan = new SqlScan(text, false, false);
    variables.put("abs_srcdir", directory.toAbsolutePath().toString());
  }

  List<Step> steps() {
    while (at < text.length()) {
      int behind = scan.skip(at);
      char c = text.charAt(at);
      if (behind > at) {
        statement.append(text, at, behind);
        at = behind;
      } else if (c == '\\') {
        command();
      } else {
        take(c);
      }
    }
    return steps;
  }

  private void take(char c) {
    at++;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c != ';' || depth > 0 || OPEN_BODY.matcher(statement).matches()) {
      statement.append(c);
    } else {
      end();
    }
  }

  private void command() {
    if (text.startsWith("\\;", at)) {
      at += 2;
      end();
      return;
    }
    String command = text.substring(at, lineEnd(at)).strip();
    at = lineEnd(at);
    Matcher set = SET.matcher(command);
    if (set.matches()) {
      String value = replaced(set.group(2)).replace("'", "").replace(" ", "");
      variables.put(set.group(1), value);
    } else if (command.startsWith("\\g") || command.startsWith("\\crosstabview")) {
      end();
    } else if (command.startsWith("\\c ") || command.equals("\\c")) {
      steps.add(new Step("RESET SESSION AUTHORIZATION"));
    }
  }

  private void end() {
    String sql = replaced(statement.toString());
    statement = new StringBuilder();
    depth = 0;
    steps.add(COPY_IN.matcher(sql).matches() ? new Step(sql, input()) : new Step(sql));
  }

  private String input() {
    int start = Math.min(lineEnd(at) + 1, text.length());
    int end = text.indexOf("\n\\.\n", start - 1);
    at = end < 0 ? text.length() : end + 4;
    return end < start ? "" : text.substring(start, end + 1);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private String replaced(String sql) {
    return VARIABLE
        .matcher(sql)
        .replaceAll(
            found -> {
              String value = variables.get(found.group(2));
              String whole =
                  value == null ? found.group() : found.group(1) + value + found.group(1);
              return Matcher.quoteReplacement(whole);
            });
  }
}
