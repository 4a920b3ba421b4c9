package io.jitjdbc.audit.slf4j;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fields as one line that no value can break out of. */
final class LogLine {
  private static final Pattern PLAIN = Pattern.compile("[\\w.:/@|*+-]+");

  private LogLine() {}

  static String of(Map<String, Object> fields) {
    var line = new StringBuilder();
    append(line, "", fields);
    return line.toString();
  }

  private static void append(StringBuilder line, String prefix, Map<?, ?> fields) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = prefix + field.getKey();
      if (field.getValue() instanceof Map<?, ?> person) {
        append(line, name + '.', person);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(name).append('=');
        line.append(text(field.getValue()));
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(LogLine::text).collect(Collectors.joining(",", "[", "]"));
    }
    String text = String.valueOf(value);
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (breaksLines(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * Also characters that some readers take for a line's end, or that turn the direction of text.
   */
  private static boolean breaksLines(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
