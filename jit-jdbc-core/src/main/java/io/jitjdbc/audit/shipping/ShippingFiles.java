package io.jitjdbc.audit.shipping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.settings.OwnerOnly;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sink notes beside the logs: how far it is with each, who ships it, and what was refused.
 * Losing any of it costs nothing but repeated events.
 */
final class ShippingFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingFiles.class);

  private final Path directory;
  private final Path refused;

  /**
   * @param home the directory of the logs
   */
  ShippingFiles(Path home, String sink) {
    this.directory = notes(home).resolve(sink);
    this.refused = notes(home).resolve("refused-" + sink + ".jsonl");
  }

  /** Where all sinks take their notes, each in a directory of its name. */
  static Path notes(Path home) {
    return home.resolve("shipping");
  }

  Path refused() {
    return refused;
  }

  Progress progress(String log) throws IOException {
    try {
      String text = Files.readString(file(log, ".place"), UTF_8);
      Optional<Progress> known = Progress.parse(text);
      if (known.isEmpty()) {
        LOG.warn("It is not known how far log {} was delivered; all of it is delivered again", log);
      }
      return known.orElse(Progress.NONE);
    } catch (NoSuchFileException e) {
      return Progress.NONE;
    }
  }

  void note(String log, Progress progress) throws IOException {
    create();
    Path fresh = file(log, ".place-" + ProcessHandle.current().pid());
    Files.writeString(fresh, progress.text(), UTF_8);
    Files.move(
        fresh,
        file(log, ".place"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Empty if another shipper has it; it is let go of when the process dies, too. */
  Optional<FileChannel> lock(String log) throws IOException {
    create();
    FileChannel channel =
        FileChannel.open(file(log, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null;
      return held ? Optional.of(channel) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!held) {
        // On POSIX this takes it from a shipper of the same process, too: both then deliver the
        // log, and the other end drops what it has already.
        channel.close();
      }
    }
  }

  /** Keeps an event that will never be delivered, for people to look at. */
  void keepRefused(String log, String json, String reason) throws IOException {
    create();
    var line = new LinkedHashMap<String, Object>();
    line.put("log", log);
    line.put("reason", reason);
    line.put("event", json);
    try (var out = new FileOutputStream(refused.toFile(), true)) {
      out.write((JSONObjectUtils.toJSONString(line) + '\n').getBytes(UTF_8));
      out.getFD().sync();
    }
  }

  /** Forgets a log that is gone. */
  void forget(String log) throws IOException {
    Files.deleteIfExists(file(log, ".place"));
    Files.deleteIfExists(file(log, ".lock"));
  }

  private void create() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OwnerOnly.directory(directory));
    }
  }

  private Path file(String log, String ending) {
    return directory.resolve(log + ending);
  }
}
