package io.jitjdbc.audit.recording;

import io.jitjdbc.settings.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories that nobody but their owner may read, if the file system can say so. */
final class OwnFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);

  private OwnFiles() {}

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, OwnerOnly.directory(directory));
  }

  /** A new file; fails if there is one. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        OwnerOnly.file(file));
  }

  /** All of it: a single call may write less, and say so only by its result. */
  static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Or a power failure could take the names of new files, and all that is in them. */
  static void sync(Path directory) throws IOException {
    if (OwnerOnly.isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a directory and its files, as far as that can be done. */
  static void discard(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.warn("{} is left, and can be deleted: {}", directory, e.toString());
    }
  }
}
