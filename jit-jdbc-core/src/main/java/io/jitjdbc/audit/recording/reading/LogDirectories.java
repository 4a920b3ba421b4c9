package io.jitjdbc.audit.recording.reading;

import io.jitjdbc.audit.recording.format.LogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What is there of logs. */
public final class LogDirectories {
  /** By when they were begun, as their names tell. */
  public static final Comparator<LogFiles> OLDEST_FIRST =
      Comparator.comparing(LogDirectories::birth);

  private static final int UUID_LENGTH = 36;

  private LogDirectories() {}

  /** The logs under a directory, or the one that it is; the oldest first. */
  public static List<LogFiles> in(Path root) throws IOException {
    if (isLog(root)) {
      return List.of(new LogFiles(root.toAbsolutePath()));
    }
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(LogDirectories::isLog)
          .map(child -> new LogFiles(child.toAbsolutePath()))
          .sorted(OLDEST_FIRST)
          .toList();
    }
  }

  /** The UUID at the end of its name begins with the time. */
  private static String birth(LogFiles log) {
    return log.log().substring(Math.max(0, log.log().length() - UUID_LENGTH));
  }

  private static boolean isLog(Path directory) {
    return Files.exists(new LogFiles(directory).ledger());
  }

  /** The numbers of the segments that a log has, in their order. */
  public static List<Integer> segments(LogFiles log) throws IOException {
    try (Stream<Path> files = Files.list(log.directory())) {
      return files
          .map(LogFiles::number)
          .filter(OptionalInt::isPresent)
          .map(OptionalInt::getAsInt)
          .sorted()
          .toList();
    }
  }
}
