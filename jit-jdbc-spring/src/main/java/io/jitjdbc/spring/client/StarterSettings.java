package io.jitjdbc.spring.client;

import io.jitjdbc.driver.settings.DriverSettings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.PatternMatchUtils;

/** What stands below {@code jit.jdbc.}: a few settings of the starter, the others the driver's. */
final class StarterSettings {
  static final String PREFIX = "jit.jdbc";
  static final String ENABLED = "enabled";
  private static final String ENFORCE = "enforce";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final Set<String> OWN =
      Set.of(ENABLED, ENFORCE, INCLUDE, EXCLUDE, PurposeHeaderFilter.SETTING);

  private final boolean enforce;
  private final List<String> include;
  private final List<String> exclude;
  private final String purposeHeader;
  private final Map<String, String> driver;

  private StarterSettings(Binder binder) {
    this.enforce = binder.bind(PREFIX + '.' + ENFORCE, Boolean.class).orElse(false);
    this.include = list(binder, INCLUDE).orElse(List.of("*"));
    this.exclude = list(binder, EXCLUDE).orElse(List.of());
    this.purposeHeader =
        binder.bind(PREFIX + '.' + PurposeHeaderFilter.SETTING, String.class).orElse("");
    this.driver = driverSettings(binder);
  }

  static StarterSettings of(Environment environment) {
    return new StarterSettings(Binder.get(environment));
  }

  /** Whether a DataSource that cannot be enforced stops the start. */
  boolean enforce() {
    return enforce;
  }

  /** Whether the DataSource bean of that name is to be enforced. */
  boolean concerns(String beanName) {
    return PatternMatchUtils.simpleMatch(include.toArray(String[]::new), beanName)
        && !excludes(beanName);
  }

  /** Whether somebody has left it out knowingly. */
  boolean excludes(String beanName) {
    return PatternMatchUtils.simpleMatch(exclude.toArray(String[]::new), beanName);
  }

  /** The HTTP header that says why a request is made; empty if none does. */
  String purposeHeader() {
    return purposeHeader;
  }

  /** The driver's settings by their full names. */
  Map<String, String> driver() {
    return Map.copyOf(driver);
  }

  private static Map<String, String> driverSettings(Binder binder) {
    var settings = new LinkedHashMap<String, String>();
    var known = new HashSet<>(OWN);
    DenialSettings.NAMES.forEach(name -> known.add(uniform(name)));
    for (String name : DriverSettings.all().keySet()) {
      String own = name.substring(DriverSettings.PREFIX.length());
      known.add(uniform(own));
      text(binder, own).ifPresent(text -> settings.put(name, text));
    }
    // A misspelt name goes on to the driver, which refuses it and suggests the nearest.
    binder
        .bind(PREFIX, Bindable.mapOf(String.class, String.class))
        .orElse(Map.of())
        .forEach(
            (name, text) -> {
              if (!known.contains(uniform(name))) {
                settings.put(DriverSettings.PREFIX + name, text);
              }
            });
    return settings;
  }

  /** As text; the items of a YAML list become the comma-separated list that the driver reads. */
  private static Optional<String> text(Binder binder, String name) {
    return Optional.ofNullable(binder.bind(PREFIX + '.' + name, String.class).orElse(null))
        .or(() -> list(binder, name).map(items -> String.join(",", items)));
  }

  private static Optional<List<String>> list(Binder binder, String name) {
    return Optional.ofNullable(
        binder.bind(PREFIX + '.' + name, Bindable.listOf(String.class)).orElse(null));
  }

  /** One for {@code groups-claim}, {@code groupsClaim}, {@code GROUPSCLAIM}, and list items. */
  private static String uniform(String name) {
    return name.replaceFirst("\\.\\d+$", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
