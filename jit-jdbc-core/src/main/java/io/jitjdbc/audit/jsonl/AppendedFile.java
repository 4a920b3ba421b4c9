package io.jitjdbc.audit.jsonl;

import io.jitjdbc.settings.OwnerOnly;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that only grows. It is opened by the first append and again after every failure, so that
 * it heals as soon as there is space or the right to write. A file that was rotated away or deleted
 * is noticed within a second.
 */
final class AppendedFile implements Lines {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path file;
  private final boolean fsync;
  private final LongSupplier nanoTime;

  // Not a channel: an interrupt of any thread that writes would close it for all.
  private @Nullable FileOutputStream stream;
  private @Nullable Object openedKey;
  private long lookedAt;

  AppendedFile(Path file, boolean fsync, LongSupplier nanoTime) {
    this.file = file;
    this.fsync = fsync;
    this.nanoTime = nanoTime;
  }

  @Override
  public void append(byte[] lines) throws IOException {
    boolean kept = false;
    try {
      FileOutputStream out = current();
      // One call, so that lines of several processes do not mix.
      out.write(lines);
      if (fsync) {
        out.getFD().sync();
      }
      kept = true;
    } catch (IOException e) {
      throw new IOException("the audit file " + file + " cannot be written: " + reason(e), e);
    } finally {
      if (!kept) {
        close();
      }
    }
  }

  @Override
  public void close() {
    FileOutputStream open = stream;
    stream = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // Everything that was promised is written already.
    }
  }

  private FileOutputStream current() throws IOException {
    FileOutputStream open = stream;
    if (open == null || !isStillTheFile()) {
      close();
      return open();
    }
    return open;
  }

  private FileOutputStream open() throws IOException {
    createForOwnerOnly();
    var opened = new FileOutputStream(file.toFile(), true);
    stream = opened;
    openedKey = key();
    lookedAt = nanoTime.getAsLong();
    if (endsInsideALine()) {
      opened.write('\n');
    }
    return opened;
  }

  private boolean isStillTheFile() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - lookedAt < LOOK_NANOS) {
      return true;
    }
    lookedAt = now;
    return Files.exists(file) && Objects.equals(key(), openedKey);
  }

  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void createForOwnerOnly() throws IOException {
    try {
      Files.createFile(file, OwnerOnly.file(file));
    } catch (FileAlreadyExistsException e) {
      return;
    }
    if (fsync && OwnerOnly.isPosix(file)) {
      syncDirectory();
    }
  }

  /** Or the file's name could be lost in a power failure, and all its lines with it. */
  private void syncDirectory() throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What a write that failed half-way, or a process that died in one, has left behind. */
  private boolean endsInsideALine() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return false;
    }
    if (!Files.isReadable(file)) {
      return true;
    }
    try (var end = new RandomAccessFile(file.toFile(), "r")) {
      end.seek(end.length() - 1);
      return end.read() != '\n';
    }
  }

  /** The file system's exceptions have a path for a message, and their name says what happened. */
  private static String reason(IOException e) {
    return e.getClass().getPackage() == Files.class.getPackage()
        ? e.getClass().getSimpleName().replace("Exception", "")
        : String.valueOf(e.getMessage());
  }
}
