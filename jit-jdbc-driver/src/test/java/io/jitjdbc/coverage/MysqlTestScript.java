package io.jitjdbc.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script for mysqltest: its own commands are left out. */
final class MysqlTestScript {
  private static final Set<String> COMMANDS =
      Set.of(
          """
          let eval evalp echo source connection connect disconnect send send_eval reap error exec
          exec_in_background system sleep real_sleep dirty_close dec inc die exit skip end if while
          ping sorted_result partially_sorted_result lowercase_result replace_result replace_column
          replace_regex replace_numeric_round result_format remove_file remove_files_wildcard
          copy_file copy_files_wildcard move_file mkdir rmdir list_files chmod file_exists diff_files
          cat_file change_user character_set require wait_for_slave_to_stop save_master_pos
          sync_with_master sync_slave_with_master shutdown_server send_quit send_shutdown start_timer
          end_timer result output query_horizontal query_get_value horizontal_results
          vertical_results optimizer_trace reset_connection ps_protocol
          """
              .strip()
              .split("\\s+"));
  private static final Set<String> BLOCKS = Set.of("perl", "write_file", "append_file");
  private static final Pattern DELIMITER = Pattern.compile("(?i)(?:--)?\\s*delimiter\\s+(\\S+).*");
  private static final Pattern BLOCK_END = Pattern.compile("(\\w+);?\\s*$");

  private final String text;
  private final SqlScan scan;
  private final List<Step> steps = new ArrayList<>();
  private String delimiter = ";";
  private int at;

  MysqlTestScript(String text) {
    this.text = text;
    this.scan = new SqlScan(text, true, true);
  }

  List<Step> steps() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '}' || c == '{' || c == ';') {
        at++;
      } else {
        command(text.substring(at, lineEnd(at)));
      }
    }
    return steps;
  }

  private void command(String line) {
    Matcher newDelimiter = DELIMITER.matcher(line);
    String word = word(line);
    if (newDelimiter.matches()) {
      setDelimiter(newDelimiter.group(1));
      at = lineEnd(at);
    } else if (BLOCKS.contains(word)) {
      skipBlock(line);
    } else if (line.startsWith("#") || line.startsWith("--")) {
      at = lineEnd(at);
    } else if (word.equals("if") || word.equals("while")) {
      at = lineEnd(at);
    } else {
      statement(word);
    }
  }

  private void setDelimiter(String written) {
    boolean ended = written.length() > delimiter.length() && written.endsWith(delimiter);
    delimiter = ended ? written.substring(0, written.length() - delimiter.length()) : written;
  }

  private void statement(String word) {
    int start = at;
    while (at < text.length() && !text.startsWith(delimiter, at)) {
      int behind = scan.skip(at);
      at = behind > at ? behind : at + 1;
    }
    String sql = text.substring(start, Math.min(at, text.length()));
    at += delimiter.length();
    boolean own = COMMANDS.contains(word) || word.startsWith("enable_");
    if (!own && !word.startsWith("disable_")) {
      steps.add(new Step(word.equals("query_vertical") ? sql.substring(word.length()) : sql));
    }
  }

  private void skipBlock(String line) {
    Matcher named = BLOCK_END.matcher(line);
    boolean hasName = line.strip().indexOf(' ') > 0 && named.find() && !line.endsWith("$");
    String end =
        hasName && named.group(1).toUpperCase(Locale.ROOT).equals(named.group(1))
            ? named.group(1)
            : "EOF";
    int found = text.indexOf("\n" + end, at);
    at = found < 0 ? text.length() : lineEnd(found + 1);
  }

  private static String word(String line) {
    Matcher word = Pattern.compile("^(?:--\\s*)?(\\w+)").matcher(line);
    return word.find() ? word.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
