package io.jitjdbc.identity.person;

import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import java.time.Duration;
import java.util.List;

/** What only a sign-in with a browser needs. */
final class BrowserSettings {
  private static final int LAST_PORT = 65_535;

  static final Setting<List<String>> BROWSER =
      Setting.of(
          "browser",
          Kind.LIST,
          "The program that opens an address, and its arguments, instead of the system's own.");
  static final Setting<Integer> PORT =
      Setting.of(
          "port",
          new Kind<>("a port number, or 0 for any free one", List.of(), BrowserSettings::port),
          "0",
          "The port of 127.0.0.1 to listen on, where the issuer allows only one it knows.");
  static final Setting<Duration> TIMEOUT = PersonSettings.timeout("2m");

  private BrowserSettings() {}

  private static Integer port(String text) {
    int port = Kind.COUNT.parser().apply(text);
    if (port > LAST_PORT) {
      throw new IllegalArgumentException();
    }
    return port;
  }
}
