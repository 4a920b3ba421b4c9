package io.jitjdbc.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that a command gets from this process: those without which programs do not run, and
 * those that an operator names. The others are nobody's business, and some are secrets.
 */
public final class Surroundings {
  /** A star at the end stands for any rest. */
  static final List<String> USUAL =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LC_*",
          "TZ",
          "TMPDIR",
          "XDG_*",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          // Windows.
          "SYSTEMROOT",
          "SYSTEMDRIVE",
          "COMSPEC",
          "PATHEXT",
          "WINDIR",
          "TEMP",
          "TMP",
          "USERPROFILE",
          "USERNAME",
          "APPDATA",
          "LOCALAPPDATA",
          "PROGRAMDATA",
          "PROGRAMFILES");

  private final List<String> names = new ArrayList<>();
  private final List<String> beginnings = new ArrayList<>();

  /**
   * The usual ones and those named here.
   *
   * @param more a star at the end of a name stands for any rest
   */
  public Surroundings(List<String> more) {
    USUAL.forEach(this::add);
    more.forEach(this::add);
  }

  /** By any case: on some systems it means nothing, and proxies are spelled both ways. */
  private void add(String pattern) {
    String name = pattern.toUpperCase(Locale.ROOT);
    if (name.endsWith("*")) {
      beginnings.add(name.substring(0, name.length() - 1));
    } else {
      names.add(name);
    }
  }

  /** Those of these variables that are handed on. */
  public Map<String, String> of(Map<String, String> all) {
    var handedOn = new TreeMap<String, String>();
    all.forEach(
        (name, value) -> {
          if (isHandedOn(name.toUpperCase(Locale.ROOT))) {
            handedOn.put(name, value);
          }
        });
    return handedOn;
  }

  private boolean isHandedOn(String name) {
    return names.contains(name) || beginnings.stream().anyMatch(name::startsWith);
  }
}
