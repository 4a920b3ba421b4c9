package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a ledger from some number on. A ledger grows every second: what was read is not read
 * again. Thread-safe.
 */
final class LedgerTail {
  private static final int MOST_AT_ONCE = 1 << 20;

  private final Path file;
  private int line;
  private long offset;

  LedgerTail(Path file) {
    this.file = file;
  }

  /** Those that are whole, or the first of them. */
  synchronized List<String> from(int number) throws IOException {
    if (number < line) {
      line = 0;
      offset = 0;
    }
    while (true) {
      List<String> lines = Files.exists(file) && Files.size(file) > offset ? read() : List.of();
      int skipped = Math.min(number - line, lines.size());
      lines.subList(0, skipped).forEach(this::pass);
      if (skipped == 0 || skipped < lines.size()) {
        return List.copyOf(lines.subList(skipped, lines.size()));
      }
    }
  }

  private void pass(String text) {
    line++;
    offset += text.length() + 1;
  }

  private List<String> read() throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(offset);
      var bytes = new byte[(int) Math.min(MOST_AT_ONCE, in.length() - offset)];
      in.readFully(bytes);
      String text = new String(bytes, ISO_8859_1);
      var lines = new ArrayList<String>();
      int begin = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
        lines.add(text.substring(begin, end));
        begin = end + 1;
      }
      return lines;
    }
  }
}
