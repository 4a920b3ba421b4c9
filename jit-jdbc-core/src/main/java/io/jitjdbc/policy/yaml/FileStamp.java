package io.jitjdbc.policy.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By which a file is known to be unchanged; the key tells a file that was put in its place. */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
  private static final Duration COARSEST_FILE_TIME = Duration.ofSeconds(2);

  static FileStamp of(Path path) throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileStamp(file.lastModifiedTime(), file.size(), file.fileKey());
  }

  /**
   * Whether a later change would show: two within one tick of the file system's clock look alike.
   */
  boolean isSettledAt(Instant now) {
    return modified.toInstant().plus(COARSEST_FILE_TIME).isBefore(now);
  }
}
