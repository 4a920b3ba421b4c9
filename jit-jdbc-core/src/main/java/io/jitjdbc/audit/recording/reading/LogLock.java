package io.jitjdbc.audit.recording.reading;

import io.jitjdbc.audit.recording.format.LogFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells a log that is being written from one whose writer is gone. */
public final class LogLock implements AutoCloseable {
  private static final int UUID_LENGTH = 36;
  private static final int UUID_TIME_SHIFT = 16;

  private final @Nullable FileChannel channel;

  private LogLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * The lock of a log to which nobody writes: as long as it is held, nobody else looks after that
   * log. Empty if its writer lives, or somebody else looks after it.
   */
  public static Optional<LogLock> ofDead(LogFiles log) throws IOException {
    if (!Files.exists(log.lock())) {
      return Optional.of(new LogLock(null));
    }
    if (isOfThisProcess(log.log())) {
      // Not even tried: on POSIX, closing the file would take the lock from its writer.
      return Optional.empty();
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(log.lock(), StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return Optional.of(new LogLock(null));
    }
    boolean isHeld = false;
    try {
      isHeld = channel.tryLock() != null;
      return isHeld ? Optional.of(new LogLock(channel)) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!isHeld) {
        channel.close();
      }
    }
  }

  /**
   * Whether its writer lives, or somebody looks after it, as far as this machine can tell: of a
   * copy, nobody can. Needs no right to write, so that logs may be looked at where they are mounted
   * for reading only.
   */
  public static boolean isHeld(LogFiles log) throws IOException {
    if (!Files.exists(log.lock())) {
      return false;
    }
    if (isOfThisProcess(log.log())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(log.lock(), StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Process ids come again, but not before the process that had them has ended. */
  private static boolean isOfThisProcess(String log) {
    ProcessHandle self = ProcessHandle.current();
    int id = log.length() - UUID_LENGTH;
    if (id < 1 || !log.substring(0, id).endsWith("-" + self.pid() + '-')) {
      return false;
    }
    long begun = UUID.fromString(log.substring(id)).getMostSignificantBits() >>> UUID_TIME_SHIFT;
    Instant started = self.info().startInstant().orElse(Instant.EPOCH);
    return !Instant.ofEpochMilli(begun).isBefore(started.minusSeconds(1));
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
