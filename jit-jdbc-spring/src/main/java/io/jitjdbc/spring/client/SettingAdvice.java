package io.jitjdbc.spring.client;

import io.jitjdbc.driver.settings.DriverSettings;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about a message of the driver, in the names that an application writes. */
final class SettingAdvice {
  /** As messages name them; in the middle of a text, not after the letters of another name. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])jit\\.(?!jdbc\\b)([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*)");

  private SettingAdvice() {}

  /** Names the first setting that a message speaks of. */
  static String of(String message) {
    Matcher found = NAME.matcher(message);
    if (!found.find()) {
      return message.contains(StarterSettings.PREFIX + '.')
          ? "Correct the setting that is named above."
          : "Correct the settings below "
              + StarterSettings.PREFIX
              + " (jit.jdbc.broker is the driver's jit.broker, and so on), or the file that they"
              + " name.";
    }
    return "Correct " + property(found.toMatchResult()) + ", the driver's " + found.group() + '.';
  }

  private static String property(MatchResult name) {
    return StarterSettings.PREFIX + '.' + name.group().substring(DriverSettings.PREFIX.length());
  }
}
