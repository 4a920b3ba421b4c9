package io.jitjdbc.driver.settings;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.Suggestion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Reads a connection's settings from the URL, the properties, and for whatever neither says from
 * system properties ({@code jit.broker}) and the environment ({@code JIT_BROKER}).
 */
public final class SettingsReader {
  private final Function<String, Optional<String>> systemProperty;
  private final Function<String, Optional<String>> environment;
  private volatile Map<String, Setting<?>> declarations = Map.of();

  /** Reads the process's own system properties and environment. */
  public SettingsReader() {
    this(
        name -> Optional.ofNullable(System.getProperty(name)),
        name -> Optional.ofNullable(System.getenv(name)));
  }

  SettingsReader(
      Function<String, Optional<String>> systemProperty,
      Function<String, Optional<String>> environment) {
    this.systemProperty = systemProperty;
    this.environment = environment;
  }

  /**
   * Everything that a connection needs to know.
   *
   * @param info left as it is; its defaults count
   * @throws InvalidSettingException if a name is unknown, given twice with two values, or a secret
   *     stands in the URL
   */
  public ConnectionSettings read(JitUrl url, Properties info) {
    Map<String, Setting<?>> known = known();
    var own = new HashMap<String, String>();
    url.own()
        .forEach(
            (name, text) -> {
              refuseInUrl(name, declared(name, known));
              own.put(name, text);
            });
    var delegates = new Properties();
    for (String name : info.stringPropertyNames()) {
      String text = info.getProperty(name);
      if (name.startsWith(DriverSettings.PREFIX)) {
        declared(name, known);
        put(name, text, own);
      } else {
        delegates.put(name, text);
      }
    }
    return new ConnectionSettings(url, completed(own, known), delegates);
  }

  /**
   * Our own settings alone, for programs that open no connection.
   *
   * @param given by full name, each of them ours; left as it is
   * @throws InvalidSettingException if a name is unknown
   */
  public OwnSettings readOwn(Properties given) {
    Map<String, Setting<?>> known = DriverSettings.all();
    var own = new HashMap<String, String>();
    for (String name : given.stringPropertyNames()) {
      declared(name, known);
      own.put(name, given.getProperty(name));
    }
    return completed(own, known);
  }

  /** The declarations, looked for once: a pool opens many connections with the same providers. */
  private Map<String, Setting<?>> known() {
    Map<String, Setting<?>> found = declarations;
    if (found.isEmpty()) {
      found = DriverSettings.all();
      declarations = found;
    }
    return found;
  }

  private OwnSettings completed(Map<String, String> own, Map<String, Setting<?>> known) {
    known.keySet().forEach(name -> ambient(name).ifPresent(text -> own.putIfAbsent(name, text)));
    return new OwnSettings(own);
  }

  private static void put(String name, String text, Map<String, String> own) {
    String previous = own.putIfAbsent(name, text);
    if (previous != null && !previous.equals(text)) {
      throw new InvalidSettingException(
          name + " has one value in the URL and another in the properties; keep one");
    }
  }

  private static void refuseInUrl(String name, Setting<?> setting) {
    if (setting.secret()) {
      throw new InvalidSettingException(
          name
              + " is a secret and must not stand in the URL, which is logged in many places. Put it"
              + " into the connection properties, a file, the environment ("
              + variable(name)
              + ") or a system property");
    }
  }

  private static Setting<?> declared(String name, Map<String, Setting<?>> known) {
    Setting<?> setting = known.get(name);
    if (setting == null) {
      throw new InvalidSettingException(
          name + " is not a setting; " + Suggestion.instead(name, known.keySet()));
    }
    return setting;
  }

  private Optional<String> ambient(String name) {
    return systemProperty.apply(name).or(() -> environment.apply(variable(name)));
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
