package io.jitjdbc.store;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where a store is: the settings, by names that begin alike. */
public final class StoreSettings {
  private static final Pattern NAME_START = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,60}");

  private final Setting<String> url;
  private final Setting<String> user;
  private final Setting<String> password;
  private final Setting<Path> passwordFile;
  private final Setting<String> driver;
  private final Setting<String> prefix;
  private final Setting<Boolean> create;

  /**
   * @param start what the settings' names begin with; may be empty
   * @param what is kept there, for the documentation
   */
  public StoreSettings(String start, String what) {
    this.url =
        Setting.of(start + "url", Kind.TEXT, "JDBC URL of the database that keeps " + what + ".");
    this.user = Setting.of(start + "user", Kind.TEXT, "Login at that database.");
    this.password = Setting.secret(start + "password", "Password of that login.");
    this.passwordFile =
        Setting.of(
            start + "password.file",
            Kind.FILE,
            "File with the password; read again for each connection.");
    this.driver =
        Setting.of(start + "driver", Kind.TEXT, "Class of the driver, if it is not found.");
    this.prefix =
        Setting.of(
            start + "prefix",
            new Kind<>("letters, digits, _ and .", List.of(), StoreSettings::nameStart),
            "jit_",
            "What the names of the tables start with, for example a schema and a dot.");
    this.create =
        Setting.of(start + "create", Kind.FLAG, "true", "Whether missing tables are created.");
  }

  public List<Setting<?>> all() {
    return List.of(url, user, password, passwordFile, driver, prefix, create);
  }

  /** Whether the settings say where it is. */
  public boolean areGiven(SettingValues values) {
    return values.find(url).isPresent();
  }

  /**
   * The store; opens nothing before its first use.
   *
   * @param versions every step in the life of its tables, oldest first
   */
  public Store open(SettingValues values, List<TableVersion> versions) {
    String address = values.get(url);
    if (address.startsWith("jdbc:jit:")) {
      throw new InvalidSettingException(
          url.name() + " is the vendor's own: an enforced one would ask itself for approval");
    }
    var login =
        new Login(
            values.find(user).orElse(""),
            values.find(password).orElse(""),
            values.find(passwordFile));
    var connections = new KeptConnection(address, values.find(driver).orElse(""), login);
    return new Store(connections, values.get(prefix), values.get(create), versions);
  }

  private static String nameStart(String text) {
    if (!NAME_START.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
