package io.jitjdbc.approval.offline;

import io.jitjdbc.access.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.Optional;

/**
 * The files of requests, one for each thing that is asked for, and the marks of uses. Processes
 * that share the folder share both: what must not happen twice is the making of a file.
 */
final class RequestFolder {
  private final Path directory;

  RequestFolder(Path directory) {
    this.directory = directory;
  }

  Path file(String binding) {
    return directory.resolve("request-" + binding.substring(0, 16) + ".json");
  }

  /** The latest request for that, if there is one that can be read. */
  Optional<RequestFile> find(String binding) throws RefusedException {
    try {
      RequestFile found = RequestFile.read(Files.readString(file(binding)));
      return Optional.of(found).filter(request -> request.binding().equals(binding));
    } catch (NoSuchFileException | ParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** In place of any earlier one. */
  void put(RequestFile request) throws RefusedException {
    try {
      Files.createDirectories(directory);
      Path part = Files.createTempFile(directory, "request-", ".part");
      Files.writeString(part, request.text());
      Files.move(
          part,
          file(request.binding()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Whether this call marked the use, which nobody had marked before. */
  boolean mark(String id, int use) throws RefusedException {
    try {
      Files.createFile(mark(id + "." + use));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  boolean isMarked(String id, int use) {
    return Files.exists(mark(id + "." + use));
  }

  void unmark(String use) throws RefusedException {
    try {
      Files.deleteIfExists(mark(use));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path mark(String use) {
    return directory.resolve("used-" + use);
  }

  private static RefusedException unusable(IOException e) {
    return RefusedException.denied(
        "the folder of access requests cannot be used ("
            + e.getClass().getSimpleName()
            + "). Check jit.approval.offline.directory");
  }
}
