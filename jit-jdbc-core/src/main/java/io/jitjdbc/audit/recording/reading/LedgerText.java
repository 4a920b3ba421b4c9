package io.jitjdbc.audit.recording.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a ledger as they are.
 *
 * @param lines that end with a line feed
 * @param rest what follows the last of them: a line that was being written, or empty
 */
public record LedgerText(List<String> lines, String rest) {
  public LedgerText {
    lines = List.copyOf(lines);
  }

  /** Of a file; empty if there is none. */
  public static LedgerText of(Path file) throws IOException {
    return Files.exists(file)
        ? parse(Files.readString(file, ISO_8859_1))
        : new LedgerText(List.of(), "");
  }

  private static LedgerText parse(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.add(text.substring(from, end));
      from = end + 1;
    }
    return new LedgerText(lines, text.substring(from));
  }
}
