package io.jitjdbc.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import io.jitjdbc.driver.SessionsOnRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class RecordReadingTest {
  @TempDir Path place;

  @Test
  void look() throws Exception {
    Path logs = Files.createDirectory(place.resolve("logs"));
    SessionsOnRecord.write(logs, Map.of());
    String l = logs.toString();
    var s = Terminal.run("audit", "search", "--logs", l);
    System.out.println(s.out() + s.err());
    String j = Terminal.run("audit", "search", "--logs", l, "--json").out();
    System.out.println(j);
    String session = j.replaceAll("(?s).*\"session\":\"([^\"]+)\".*", "$1");
    System.out.println(session);
    for (String f : new String[] {"text", "json", "csv"}) {
      var r = Terminal.run("replay", session, "--logs", l, "--format", f, "--result", "1");
      System.out.println(r.out() + r.err() + r.code());
    }
    System.out.println(Terminal.run("audit", "search", "--logs", l, "--tag", "shown"));
  }
}
