package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogLock;
import io.jitjdbc.audit.recording.reading.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs for how the logs beside this one ended whose writers are gone, so that nobody can change
 * their end later, or take them away, without being found out. Their files stay as they were found:
 * what a crash left behind is evidence.
 */
final class Predecessors {
  private static final Logger LOG = LoggerFactory.getLogger(Predecessors.class);

  private Predecessors() {}

  static void note(OpenLog own, long now) throws IOException {
    Path root = own.files().directory().getParent();
    if (root == null) {
      return;
    }
    for (LogFiles log : LogDirectories.in(root)) {
      if (!Files.exists(log.noted())) {
        Optional<LogLock> lock = lock(log);
        if (lock.isPresent()) {
          try {
            note(log, own, now);
          } finally {
            lock.get().close();
          }
        }
      }
    }
  }

  private static Optional<LogLock> lock(LogFiles log) {
    try {
      return LogLock.ofDead(log);
    } catch (IOException e) {
      LOG.warn("Whether {} is still written cannot be told: {}", log.log(), e.toString());
      return Optional.empty();
    }
  }

  private static void note(LogFiles log, OpenLog own, long now) throws IOException {
    if (Files.exists(log.noted())) {
      return;
    }
    Optional<Tail> tail = tail(log);
    if (tail.isPresent()) {
      own.sign(tail.get().entry(), now);
      mark(log, own);
    }
  }

  private static Optional<Tail> tail(LogFiles log) {
    try {
      return Optional.of(Tail.of(log));
    } catch (IOException | MalformedLogException e) {
      LOG.warn("How the log {} ended cannot be told: {}", log.log(), e.toString());
      return Optional.empty();
    }
  }

  /** So that nobody else does it too; it proves nothing. */
  private static void mark(LogFiles log, OpenLog own) {
    try {
      Files.writeString(log.noted(), own.files().log() + '\n');
    } catch (IOException e) {
      LOG.warn("The end of {} will be noted again: {}", log.log(), e.toString());
    }
  }
}
