package io.jitjdbc.cli.audit;

import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Grants as lines of grantee,privilege,schema,table,column; no column means the whole table. */
final class GrantsFile {
  private static final int FIELDS = 5;

  private GrantsFile() {}

  static List<Grant> read(Path file) {
    var grants = new ArrayList<Grant>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("grantee,")) {
        grants.add(grant(line, file + ", line " + (i + 1)));
      }
    }
    return grants;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidSettingException("--grants " + file + " cannot be read: it has to be text");
    }
  }

  private static Grant grant(String line, String where) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS || fields[0].isBlank() || fields[3].isBlank()) {
      throw new InvalidSettingException(
          where + " has to be grantee,privilege,schema,table,column (no column: the whole table)");
    }
    return new Grant(
        fields[0].strip(),
        fields[1].strip(),
        fields[2].strip(),
        fields[3].strip(),
        fields[4].strip(),
        false);
  }
}
