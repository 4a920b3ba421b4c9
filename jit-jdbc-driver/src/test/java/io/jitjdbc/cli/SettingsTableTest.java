package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the table says of the settings is what the code declares. */
class SettingsTableTest {

  @Test
  void listsEverySettingAsItIsDeclared() throws IOException {
    var table = new StringWriter();
    SettingsTable.print(new PrintWriter(table, true));

    assertThat(Files.readString(Path.of("SETTINGS.md"))).contains(table.toString().strip());
  }
}
