package io.jitjdbc.identity.person;

import io.jitjdbc.process.Launch;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an address in the person's browser.
 *
 * @param command the program with its arguments; empty for the one that the system uses
 */
record Browser(List<String> command) {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  Browser {
    command = List.copyOf(command);
  }

  /** Does its best: the person has been told the address as well. */
  void open(URI address) {
    var argv = new ArrayList<String>(command.isEmpty() ? standard() : command);
    argv.add(address.toString());
    try {
      Launch.of(argv);
    } catch (IOException e) {
      LOG.warn(
          "No browser could be opened ({}): open the address by hand, on this machine",
          e.getMessage());
    }
  }

  private static List<String> standard() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return List.of("open");
    }
    return system.startsWith("windows")
        ? List.of("rundll32", "url.dll,FileProtocolHandler")
        : List.of("xdg-open");
  }
}
