package io.jitjdbc.driver.settings;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What a connection was asked with, checked and taken apart. Holds secrets; prints none. */
public final class ConnectionSettings {
  private final JitUrl url;
  private final OwnSettings own;
  private final Properties delegates;

  ConnectionSettings(JitUrl url, OwnSettings own, Properties delegates) {
    this.url = requireNonNull(url);
    this.own = requireNonNull(own);
    this.delegates = requireNonNull(delegates);
  }

  public String delegateUrl() {
    return url.delegate();
  }

  /** The database, without properties and without a login. */
  public String target() {
    return url.target();
  }

  /** A fresh copy of the properties that are not ours. */
  public Properties delegateProperties() {
    var copy = new Properties();
    delegates.stringPropertyNames().forEach(name -> copy.put(name, delegates.getProperty(name)));
    return copy;
  }

  /** Adds what the delegate must be told to keep values out of its messages and files. */
  public void secure(Properties properties) {
    DelegateProperties.secure(url.delegate(), properties);
  }

  /** The driver's own values. */
  public SettingValues values() {
    return own.values();
  }

  /** A provider's values, with its prefix stripped. */
  public SettingValues provider(Setting<?> selector, String name) {
    return own.provider(selector, name);
  }

  /** What all connections that may share an enforcement point have in common. */
  public Map<String, String> shared() {
    var shared = new HashMap<>(own.texts());
    DriverSettings.PER_CONNECTION.forEach(
        setting -> shared.remove(DriverSettings.PREFIX + setting.name()));
    return shared;
  }

  @Override
  public String toString() {
    return url.target() + ' ' + own;
  }
}
