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
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection's settings from the URL, the properties, and for whatever neither says from
 * system properties ({@code jit.broker}) and the environment ({@code JIT_BROKER}). Thread-safe.
 */
public final class SettingsReader {
  private final Function<String, Optional<String>> systemProperty;
  private final Function<String, Optional<String>> environment;
  private volatile @Nullable Sight sight;

  /**
   * What the providers in sight declare, and what the environment says of it. Kept, because a pool
   * opens many connections, and to look for providers is to read the index of every jar.
   *
   * @param callers the thread's class loader, which decides what else is in sight
   */
  private record Sight(
      @Nullable ClassLoader callers,
      Map<String, Setting<?>> settings,
      Map<String, String> environment) {}

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
   * @throws InvalidSettingException if a name is unknown, given twice with two values, a secret
   *     stands in the URL, or a property of the delegate's gets past decisions
   */
  public ConnectionSettings read(JitUrl url, Properties info) {
    Sight seen = look();
    Map<String, Setting<?>> known = seen.settings();
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
    DelegateProperties.check(url.delegate(), delegates);
    return new ConnectionSettings(url, completed(own, seen), delegates);
  }

  /**
   * Our own settings alone, for programs that open no connection.
   *
   * @param given by full name, each of them ours; left as it is
   * @throws InvalidSettingException if a name is unknown
   */
  public OwnSettings readOwn(Properties given) {
    Sight seen = look();
    var own = new HashMap<String, String>();
    for (String name : given.stringPropertyNames()) {
      declared(name, seen.settings());
      own.put(name, given.getProperty(name));
    }
    return completed(own, seen);
  }

  private Sight look() {
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    Sight last = sight;
    if (last == null || last.callers() != callers) {
      Map<String, Setting<?>> settings = DriverSettings.all();
      last = new Sight(callers, settings, environment(settings));
      sight = last;
    }
    return last;
  }

  /** A process's environment does not change. */
  private Map<String, String> environment(Map<String, Setting<?>> settings) {
    var texts = new HashMap<String, String>();
    for (String name : settings.keySet()) {
      environment.apply(variable(name)).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  private OwnSettings completed(Map<String, String> own, Sight seen) {
    for (String name : seen.settings().keySet()) {
      systemProperty.apply(name).ifPresent(text -> own.putIfAbsent(name, text));
    }
    seen.environment().forEach(own::putIfAbsent);
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

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
