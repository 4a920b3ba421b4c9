package io.jitjdbc.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a database says about a violated constraint, reduced to the names in it: applications tell
 * by the constraint's name what went wrong, and need nothing else.
 */
final class ConstraintMessage {
  // MySQL's family: Duplicate entry 'values' for key 'name'. The value may hold quotes itself.
  private static final Pattern DUPLICATE_ENTRY =
      Pattern.compile("^(.{0,40}?Duplicate entry ).* (for key '[^']*')[^']*$", Pattern.DOTALL);

  // H2: … violation: "INDEX ON TABLE(COLUMNS) VALUES ( …, "PRIMARY KEY ON TABLE(ID) ( /* key:1 */ …
  private static final Pattern VALUES = Pattern.compile(" VALUES | \\(|\\R");

  private ConstraintMessage() {}

  static @Nullable String withoutValues(@Nullable String message) {
    if (message == null) {
      return null;
    }
    Matcher duplicate = DUPLICATE_ENTRY.matcher(message);
    if (duplicate.matches()) {
      return duplicate.group(1) + "… " + duplicate.group(2);
    }
    Matcher values = VALUES.matcher(message);
    return values.find() ? message.substring(0, values.start()) + " …" : message;
  }
}
