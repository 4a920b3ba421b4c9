package io.jitjdbc.driver.settings;

import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.HashMap;
import java.util.Map;

/** Our own settings, each of them declared, by full name. Holds secrets; prints none. */
public final class OwnSettings {
  private final Map<String, String> texts;
  private final SettingValues values;

  OwnSettings(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
    this.values = under("");
  }

  /** The driver's own values. */
  public SettingValues values() {
    return values;
  }

  /** A provider's values, with its prefix stripped. */
  public SettingValues provider(Setting<?> selector, String name) {
    return under(selector.name() + '.' + name + '.');
  }

  Map<String, String> texts() {
    return texts;
  }

  private SettingValues under(String group) {
    String prefix = DriverSettings.PREFIX + group;
    var stripped = new HashMap<String, String>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(prefix)) {
            stripped.put(name.substring(prefix.length()), text);
          }
        });
    return SettingValues.of(prefix, stripped);
  }

  @Override
  public String toString() {
    return texts.keySet().toString();
  }
}
