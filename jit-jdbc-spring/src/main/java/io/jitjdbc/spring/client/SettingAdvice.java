package io.jitjdbc.spring.client;

import io.jitjdbc.driver.settings.DriverSettings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Which setting a message speaks of, in the name that an application writes, and where it is
 * written. Never its value.
 */
record SettingAdvice(Environment environment) {
  /** As messages name them: with the driver's prefix, or with ours. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w./-])jit\\.(?:jdbc\\.)?([a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*)");

  /** What to do about it; general advice if no setting can be told. */
  String about(String message) {
    return named(message)
        .or(() -> fileIn(message))
        .map(this::correct)
        .orElse(
            "Correct the settings below jit.jdbc (jit.jdbc.broker is the driver's jit.broker, and"
                + " so on), or the files that they name.");
  }

  private static Optional<String> named(String message) {
    Matcher found = NAME.matcher(message);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** What is wrong with a file is told of the file. */
  private Optional<String> fileIn(String message) {
    return StarterSettings.of(environment).driver().entrySet().stream()
        .filter(setting -> setting.getKey().endsWith(".file"))
        .filter(setting -> message.contains(setting.getValue()))
        .map(Map.Entry::getKey)
        .map(name -> name.substring(DriverSettings.PREFIX.length()))
        .findFirst();
  }

  private String correct(String name) {
    String property = StarterSettings.PREFIX + '.' + name;
    return origin(property)
        .map(origin -> "Correct " + property + ", which is set in " + origin + '.')
        .orElseGet(() -> "Set or correct " + property + ", which is set nowhere by that name.");
  }

  private Optional<Origin> origin(String property) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
    for (var source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null && found.getOrigin() != null) {
        return Optional.of(found.getOrigin());
      }
    }
    return Optional.empty();
  }
}
