package io.jitjdbc.audit.recording.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of one log are called. */
public record LogFiles(Path directory) {
  private static final Pattern SEGMENT = Pattern.compile("seg-(\\d{6,9})\\.jrec");

  /** The log's name, which is its directory's. */
  public String log() {
    return String.valueOf(directory.getFileName());
  }

  public Path ledger() {
    return directory.resolve("ledger.jws");
  }

  /** Locked as long as the log's writer lives. */
  public Path lock() {
    return directory.resolve("writer.lock");
  }

  /** There once another log's ledger says how this one ended. */
  public Path noted() {
    return directory.resolve("noted-by");
  }

  /** What was done to the log after it was written, signed by whoever did it. */
  public Path retention() {
    return directory.resolve("retention.jws");
  }

  public Path segment(int number) {
    return directory.resolve(String.format(Locale.ROOT, "seg-%06d.jrec", number));
  }

  /** The key of that segment's secret frames, wrapped. */
  public Path key(int number) {
    return directory.resolve(String.format(Locale.ROOT, "seg-%06d.key.jwe", number));
  }

  /** Which segment a file is, if it is one. */
  public static OptionalInt number(Path file) {
    Matcher matcher = SEGMENT.matcher(String.valueOf(file.getFileName()));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
