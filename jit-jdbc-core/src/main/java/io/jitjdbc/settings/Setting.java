package io.jitjdbc.settings;

import static java.util.Objects.requireNonNull;

/**
 * One setting, declared once: parsing, validation, {@code DriverPropertyInfo}, the documentation
 * table and Spring's metadata all come from here.
 *
 * @param name without prefix, in lower case with dots and dashes, for example {@code clock-skew}
 * @param kind how its text is read
 * @param defaultText used when nothing was given; empty means that there is no default
 * @param description one sentence for people, without a final line break
 * @param secret refused in URLs and never shown
 */
public record Setting<T>(
    String name, Kind<T> kind, String defaultText, String description, boolean secret) {
  public Setting {
    requireNonNull(name);
    requireNonNull(kind);
    requireNonNull(defaultText);
    requireNonNull(description);
  }

  /** A setting without a default. */
  public static <T> Setting<T> of(String name, Kind<T> kind, String description) {
    return new Setting<>(name, kind, "", description, false);
  }

  /** A setting with a default. */
  public static <T> Setting<T> of(
      String name, Kind<T> kind, String defaultText, String description) {
    return new Setting<>(name, kind, defaultText, description, false);
  }

  /** A secret: legal in properties, files and the environment only. */
  public static Setting<String> secret(String name, String description) {
    return new Setting<>(name, Kind.TEXT, "", description, true);
  }

  /** The same setting as seen from outside its provider. */
  public Setting<T> prefixed(String prefix) {
    return new Setting<>(prefix + name, kind, defaultText, description, secret);
  }
}
