package io.jitjdbc.cli;

import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.settings.Setting;
import java.io.PrintWriter;

/** Every setting that can be seen, as the documentation shows it. */
final class SettingsTable {
  private SettingsTable() {}

  static void print(PrintWriter out) {
    out.println("| setting | value | default | meaning |");
    out.println("|---|---|---|---|");
    DriverSettings.all().forEach((name, setting) -> out.println(row(name, setting)));
  }

  private static String row(String name, Setting<?> setting) {
    String value = setting.secret() ? "text; a secret, never in the URL" : setting.kind().expects();
    return String.join(
        " | ",
        "| " + code(name),
        cell(value),
        code(setting.defaultText()),
        meaning(setting) + " |");
  }

  private static String meaning(Setting<?> setting) {
    return cell(setting.description());
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
